package org.vigia.shared.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The service manager that has started this process, if one has: the protocol of sd_notify(3) and
/// sd_watchdog_enabled(3). Safe for use by several threads.
public final class Systemd {
    private final Optional<DatagramSocket> socket;
    private final Optional<Duration> watchdog;

    private Systemd(Optional<DatagramSocket> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /// Reads what systemd has put into the environment; without it, nobody is told anything.
    ///
    /// @param environment as of [System#getenv]
    /// @param pid this process, since a child inherits what was meant for its parent
    public static Systemd of(Map<String, String> environment, long pid) {
        Optional<DatagramSocket> socket =
                Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                        .filter(name -> name.startsWith("/") || name.startsWith("@"))
                        .map(DatagramSocket::new);
        String meant = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
        Optional<Duration> watchdog =
                Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                        .filter(micros -> micros.matches("[1-9]\\d{0,15}"))
                        .filter(_ -> socket.isPresent() && meant.equals(Long.toString(pid)))
                        .map(micros -> Duration.ofNanos(Long.parseLong(micros) * 1000));
        return new Systemd(socket, watchdog);
    }

    /// After so long without [#alive] this process is killed; empty where nobody watches.
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /// Everything has started.
    ///
    /// @throws IOException when systemd cannot be told
    public void ready() throws IOException {
        tell("READY=1");
    }

    /// This process still does what it is for.
    ///
    /// @throws IOException when systemd cannot be told
    public void alive() throws IOException {
        tell("WATCHDOG=1");
    }

    /// It is ending in good order.
    ///
    /// @throws IOException when systemd cannot be told
    public void stopping() throws IOException {
        tell("STOPPING=1");
    }

    private void tell(String state) throws IOException {
        if (socket.isPresent()) {
            socket.get().send(state);
        }
    }
}
