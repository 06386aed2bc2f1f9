package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.house.ShippedCommand;
import org.vigia.web.config.WebConfig;

/// What the Debian package says is what the program does.
@Timeout(120)
class PackagingTest {
    private static final Path PACKAGING = Path.of("../packages/web");

    @Test
    void manualPageAndCompletionKnowEachCommand() throws Exception {
        new ShippedCommand(Main.HELP, PACKAGING, "vigia-web").check();
    }

    @Test
    void theStateFolderOfThePackageIsTheOneInForceWithoutASetting() throws Exception {
        assertThat(Files.readString(PACKAGING.resolve("tmpfiles.conf")))
                .contains("d /var/lib/vigia/web 0700 vigia-web vigia-web");
        assertThat(WebConfig.read(Path.of("src/main/etc/web.yml")).data())
                .isEqualTo(Path.of("/var/lib/vigia/web"));
    }
}
