package org.vigia.camera.alarm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;

/// The alarm's one file, in a folder of its own. Its form stands in `docs/design/alarm.md`.
final class AlarmStore {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmStore.class);
    private static final Pattern LINE =
            Pattern.compile("(vigia-alarm 1 ([a-z]{1,20}) [0-9A-Z:+.-]{1,40}) ([0-9a-f]{8})\n");
    private static final int MAX_BYTES = 200;

    private final Path folder;
    private final Path file;
    private final Clock clock;

    AlarmStore(Path folder, Clock clock) {
        this.folder = folder;
        this.file = folder.resolve("state");
        this.clock = clock;
    }

    /// What the process before has left. Never throws: what cannot be read is lost.
    Remembered load() {
        if (!Files.exists(folder)) {
            return new Remembered.FirstStart();
        }
        try {
            Optional<SavedPhase> phase = parse(read());
            if (phase.isPresent()) {
                return new Remembered.Held(phase.get());
            }
            return new Remembered.Lost(file + " is corrupt and was " + setAside());
        } catch (NoSuchFileException e) {
            return new Remembered.Lost(file + " is missing though its folder is there");
        } catch (IOException e) {
            return new Remembered.Lost(file + " cannot be read: " + e);
        }
    }

    /// Returns when it is on the disk.
    void save(SavedPhase phase) throws IOException {
        DurableFiles.createDirectories(folder);
        DurableFiles.replace(file, format(phase).getBytes(StandardCharsets.US_ASCII));
    }

    private String read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    private String setAside() {
        Path aside = folder.resolve("state.corrupt-" + clock.instant().toEpochMilli());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return "set aside as " + aside.getFileName();
        } catch (IOException e) {
            LOG.debug("could not set {} aside", file, e);
            return "left where it is: " + e;
        }
    }

    String format(SavedPhase phase) {
        String label = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String text = "vigia-alarm 1 %s %s".formatted(phase.label(), label);
        return "%s %08x\n".formatted(text, crc(text));
    }

    static Optional<SavedPhase> parse(String content) {
        Matcher line = LINE.matcher(content);
        if (!line.matches() || Long.parseLong(line.group(3), 16) != crc(line.group(1))) {
            return Optional.empty();
        }
        return SavedPhase.named(line.group(2));
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
