package org.vigia.camera.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.process.ChildProcess;

/// The Pi #Bs that announce themselves by DNS-SD (RFC 6763) as `_vigia._tcp`, asked for with
/// `avahi-browse`, which Raspberry Pi OS has (package `avahi-utils`). What is found is nobody's
/// word: whoever likes may announce himself.
public final class AvahiBrowse {
    private static final int MAX_OUTPUT = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> COMMAND =
            List.of("avahi-browse", "--parsable", "--resolve", "--terminate", "_vigia._tcp");

    private AvahiBrowse() {}

    /// Somebody who says that it is a Pi #B.
    ///
    /// @param host its name
    /// @param address where it is now, which may change
    public record Found(String host, HostPort address) {}

    /// Asks, for some seconds at most.
    ///
    /// @return what was found, each once
    /// @throws IOException when it cannot be asked
    public static List<Found> find() throws IOException, InterruptedException {
        try (ChildProcess browse = new ChildProcess("avahi-browse", COMMAND)) {
            browse.start();
            if (browse.await(PATIENCE).isEmpty()) {
                browse.kill();
            }
            byte[] output = browse.stdout().readNBytes(MAX_OUTPUT);
            return parse(new String(output, StandardCharsets.UTF_8));
        }
    }

    /// Reads what `--parsable --resolve` prints: lines of fields between semicolons; those that
    /// begin with `=` have the host's name, its address and the port in fields 7 to 9.
    static List<Found> parse(String output) {
        List<Found> found = new ArrayList<>();
        for (String line : output.split("\\R", -1)) {
            String[] fields = line.split(";", -1);
            if (fields.length >= 9 && fields[0].equals("=")) {
                place(fields).filter(p -> !found.contains(p)).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<Found> place(String[] fields) {
        String address = fields[7];
        // An address of the link alone means nothing without its interface.
        boolean usable = fields[2].equals("IPv4") || !address.startsWith("fe80:");
        try {
            int port = Integer.parseInt(fields[8]);
            return usable
                    ? Optional.of(new Found(fields[6], new HostPort(address, port)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
