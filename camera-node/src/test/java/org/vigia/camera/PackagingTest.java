package org.vigia.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.camera.config.CameraConfigReader;
import org.vigia.shared.house.ShippedCommand;

/// What the Debian package says is what the program does.
@Timeout(120)
class PackagingTest {
    private static final Path PACKAGING = Path.of("../packages/camera");

    @Test
    void manualPageAndCompletionKnowEachCommand() throws Exception {
        new ShippedCommand(Main.HELP, PACKAGING, "vigia-camera").check();
    }

    @Test
    void theStateFolderOfThePackageIsTheOneInForceWithoutASetting() throws Exception {
        assertThat(Files.readString(PACKAGING.resolve("tmpfiles.conf")))
                .contains("d /var/lib/vigia/camera 0700 vigia-camera vigia-camera");
        assertThat(CameraConfigReader.readData(Path.of("src/main/etc/camera.yml")))
                .isEqualTo(Path.of("/var/lib/vigia/camera"));
    }
}
