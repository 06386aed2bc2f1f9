package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the units say, the program and the other cage say as well.
class DecodeUnitsTest {
    private static final CageLimits LIMITS = CageLimits.ONE_FRAME;

    private final List<String> socket = unit("vigia-decode.socket");
    private final List<String> decoder = unit("vigia-decode@.service");
    private final List<String> node = unit("vigia-web.service");

    DecodeUnitsTest() throws IOException {}

    private static List<String> unit(String name) throws IOException {
        return Files.readAllLines(Path.of("../systemd", name));
    }

    @Test
    void theNodeIsSentWhereTheSocketIsAndIsTheOnlyOneLetIn() {
        assertThat(socket)
                .contains("ListenStream=/run/vigia/decode", "Accept=yes")
                .contains("SocketUser=vigia-web", "SocketMode=0600");
        assertThat(node)
                .contains("User=vigia-web")
                .contains("Environment=" + CagedFfmpeg.SOCKET + "=/run/vigia/decode")
                .anyMatch(line -> line.matches("After=.*\\bvigia-decode\\.socket\\b.*"))
                .anyMatch(line -> line.matches("Wants=.*\\bvigia-decode\\.socket\\b.*"));
    }

    @Test
    void theRehearsalForTheStartUpCacheGoesTheNodesWayToTheDecoder() throws IOException {
        String where = "Environment=" + CagedFfmpeg.SOCKET;
        assertThat(unit("vigia-web-cache.service"))
                .filteredOn(line -> line.startsWith(where))
                .isEqualTo(node.stream().filter(line -> line.startsWith(where)).toList())
                .hasSize(1);
    }

    @Test
    void theCagesHaveTheSameLimits() {
        assertThat(decoder)
                .contains("LimitCPU=" + LIMITS.cpuSeconds())
                .contains("LimitDATA=%dM".formatted(LIMITS.dataBytes() >> 20))
                .contains("LimitAS=%dG".formatted(LIMITS.addressBytes() >> 30))
                .contains("MemoryMax=%dM".formatted(LIMITS.dataBytes() >> 20))
                .contains("LimitFSIZE=0", "LimitCORE=0", "LimitNOFILE=32");
        assertThat(number("LimitNPROC"))
                .as("the shell, its pipeline and tail as well")
                .isEqualTo(LIMITS.tasks() + 8)
                .isEqualTo(number("TasksMax"));
        assertThat(number("RuntimeMaxSec"))
                .as("longer than web-node waits")
                .isEqualTo(LIMITS.wall().toSeconds() + 2);
    }

    private long number(String key) {
        return decoder.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theScriptIsInThePackageWhereTheUnitStartsIt() throws IOException {
        assertThat(decoder)
                .contains("ExecStart=/usr/lib/vigia/web/decode")
                .contains("StandardInput=socket", "StandardOutput=socket")
                .contains("RootDirectory=/run/vigia/cage");
        assertThat(DecodeSocket.SCRIPT).isExecutable();
        assertThat(Files.readString(Path.of("../packages/pom.xml")))
                .contains("<dst>/usr/lib/vigia/web/decode</dst>", "vigia-decode*");
        assertThat(Files.readAllLines(Path.of("../packages/web/tmpfiles.conf")))
                .contains("d /run/vigia/cage 0755 root root -");
    }

    @Test
    void theSocketIsEnabledStartedStoppedAndForgottenWithThePackage() throws IOException {
        assertThat(control("postinst")).contains("units='vigia-decode.socket vigia-web.service'");
        assertThat(control("prerm")).contains("vigia-decode.socket", "vigia-decode@*.service");
        assertThat(control("postrm")).contains("purge vigia-decode.socket vigia-web.service");
        assertThat(control("control")).doesNotContain("bubblewrap");
    }

    private static String control(String name) throws IOException {
        return Files.readString(Path.of("../packages/web/control", name));
    }

    @Test
    void theNodeHasNoRightThatOnlyACageNeeds() {
        assertThat(node)
                .contains("RestrictNamespaces=yes", "RestrictSUIDSGID=yes")
                .contains("RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6")
                .contains("SystemCallFilter=~@privileged @resources")
                .noneMatch(line -> line.startsWith("ReadWritePaths="))
                .noneMatch(line -> line.startsWith("SystemCallFilter=") && line.contains("mount"));
    }
}
