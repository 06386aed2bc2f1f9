package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A class that a start loads costs some 7 kB of memory and, on a Pi, up to a millisecond: whoever
/// passes a bound has brought a library into the start. The bounds on all are some 10 % above what
/// was counted; those on what is not the JDK's, which the next JDK leaves as it is and two starts
/// differ in by one or two, some 5 %.
@Timeout(180)
class LeanStartIT {
    private static final int CAMERA = 4060;
    private static final int CAMERA_BROUGHT = 1430;
    private static final int WEB = 8200;
    private static final int WEB_BROUGHT = 4770;

    @Test
    void aStartLoadsNoMoreClassesThanItDid(@TempDir Path folder) throws Exception {
        String video = "{source: test, width: 320, height: 240, frames-per-second: 5}";
        try (Pair pair = Pair.start(folder, video)) {
            pair.client().await("/api/v1/cameras", c -> c.at("/cameras/0/online").asBoolean());
            LoadedClasses camera = LoadedClasses.of(pair.camera());
            assertThat(camera.names()).hasSizeLessThan(CAMERA);
            assertThat(camera.brought())
                    .contains("org.vigia.camera.CameraNode")
                    .hasSizeLessThan(CAMERA_BROUGHT);
            LoadedClasses web = LoadedClasses.of(pair.web());
            assertThat(web.names()).hasSizeLessThan(WEB);
            assertThat(web.brought())
                    .contains("org.vigia.web.WebNode")
                    .hasSizeLessThan(WEB_BROUGHT);
            assertThat(web.within("com.sun.jmx", "javax.management")).isEmpty();
            assertThat(web.names()).doesNotContain("jdk.jfr.internal.MetadataRepository");
        }
    }
}
