package org.vigia.shared.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdTest {
    @TempDir Path folder;

    @Test
    void whatIsToldArrivesAtASocketWithAFile() throws IOException {
        String name = folder.resolve("notify").toString();
        try (NotifySocket socket = new NotifySocket(name)) {
            Systemd systemd = Systemd.of(Map.of("NOTIFY_SOCKET", name), 7);
            systemd.ready();
            systemd.alive();
            systemd.stopping();
            assertThat(socket.next()).isEqualTo("READY=1");
            assertThat(socket.next()).isEqualTo("WATCHDOG=1");
            assertThat(socket.next()).isEqualTo("STOPPING=1");
            assertThat(socket.next()).isEmpty();
        }
    }

    @Test
    void whatIsToldArrivesAtASocketWithoutAFile() throws IOException {
        String name = "@vigia-test-" + UUID.randomUUID();
        try (NotifySocket socket = new NotifySocket(name)) {
            Systemd.of(Map.of("NOTIFY_SOCKET", name), 7).ready();
            assertThat(socket.next()).isEqualTo("READY=1");
        }
    }

    @Test
    void withoutSystemdNobodyIsTold() throws IOException {
        Systemd systemd = Systemd.of(Map.of("WATCHDOG_USEC", "1000000"), 7);
        systemd.ready();
        systemd.alive();
        assertThat(systemd.watchdog()).isEmpty();
    }

    @Test
    void theWatchdogIsForTheProcessItNames() {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", "/x", "WATCHDOG_USEC", "60000000", "WATCHDOG_PID", "7");
        assertThat(Systemd.of(environment, 7).watchdog()).contains(Duration.ofMinutes(1));
        assertThat(Systemd.of(environment, 8).watchdog()).isEmpty();
    }

    @Test
    void nonsenseInTheEnvironmentIsNoWatchdog() {
        assertThat(Systemd.of(Map.of("NOTIFY_SOCKET", "/x", "WATCHDOG_USEC", "soon"), 7).watchdog())
                .isEmpty();
    }

    @Test
    void aSocketThatIsNotThereIsSaid() {
        Systemd systemd = Systemd.of(Map.of("NOTIFY_SOCKET", folder + "/none"), 7);
        assertThatThrownBy(systemd::ready)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("systemd cannot be told at " + folder)
                .hasMessageEndingWith("sendto failed with error 2");
    }
}
