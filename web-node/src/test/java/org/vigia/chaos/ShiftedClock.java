package org.vigia.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The wall clock of a node under test: the machine's and what a file says to add, in seconds.
public final class ShiftedClock extends Clock {
    /// The system property that names the file.
    static final String FILE = "vigia.chaos.clock";

    private final Path file;
    private final Clock real;

    private ShiftedClock(Path file, Clock real) {
        this.file = file;
        this.real = real;
    }

    /// Stands in for [Clock#systemUTC].
    public static Clock systemUTC() {
        return new ShiftedClock(Path.of(System.getProperty(FILE)), Clock.systemUTC());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ShiftedClock(file, real.withZone(zone));
    }

    @Override
    public Instant instant() {
        try {
            return real.instant().plusSeconds(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
