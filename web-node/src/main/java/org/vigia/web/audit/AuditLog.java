package org.vigia.web.audit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;

/// The log, in files `audit-NNNNNN.jsonl` that only grow, each entry on the disk when [#note]
/// returns. A full file is followed by another; when there are too many the oldest goes. Several
/// processes may write. Safe for use by several threads.
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final Pattern NAME = Pattern.compile("audit-([0-9]{6})\\.jsonl");
    private static final int LONGEST = 200;

    // A place is the file's number and the line's; no file has so many lines.
    private static final long LINES = 1_000_000;

    private final Path directory;
    private final Clock clock;
    private final long fileBytes;
    private final int files;

    /// One entry and its place, which orders them.
    public record Placed(long place, AuditEntry entry) {}

    /// Some entries, the newest first.
    ///
    /// @param next what to ask for the ones before these; null where there are none
    public record Page(List<Placed> entries, @Nullable Long next) {}

    /// A hundred files of a mebibyte: some half a million entries.
    ///
    /// @param directory for the log alone; made when the first entry is
    public AuditLog(Path directory, Clock clock) {
        this(directory, clock, 1L << 20, 100);
    }

    AuditLog(Path directory, Clock clock, long fileBytes, int files) {
        this.directory = directory;
        this.clock = clock;
        this.fileBytes = fileBytes;
        this.files = files;
    }

    /// Adds an entry. What is asked for is done also where the disk refuses: an alarm must be armed
    /// and disarmed whatever becomes of the log.
    public synchronized void note(
            AuditAction action, String who, String from, String subject, String detail) {
        AuditEntry entry =
                new AuditEntry(
                        clock.millis(),
                        action,
                        printable(who),
                        printable(from),
                        printable(subject),
                        printable(detail));
        try {
            DurableFiles.createDirectories(directory);
            journal(current()).append(Json.text(entry));
        } catch (IOException e) {
            LOG.error("AUDIT LOG: {} was not written", entry, e);
        }
    }

    /// The newest entries before a place.
    ///
    /// @param before null for the newest of all
    /// @param limit at least 1
    /// @throws IOException when a file cannot be read
    public synchronized Page read(@Nullable Long before, int limit) throws IOException {
        List<Placed> found = new ArrayList<>();
        List<Integer> numbers = numbers();
        long end = before == null ? Long.MAX_VALUE : before;
        for (int number : numbers.reversed()) {
            if (number * LINES >= end) {
                continue;
            }
            List<String> lines = journal(number).lines();
            for (int i = lines.size() - 1; i >= 0; i--) {
                long place = number * LINES + i + 1;
                if (place < end) {
                    add(found, place, lines.get(i));
                }
                if (found.size() > limit) {
                    return new Page(found.subList(0, limit), found.get(limit - 1).place());
                }
            }
        }
        return new Page(found, null);
    }

    private void add(List<Placed> found, long place, String line) {
        try {
            found.add(new Placed(place, Json.read(line, AuditEntry.class)));
        } catch (IOException e) {
            LOG.warn("{}: entry {} is passed over: {}", directory, place, e.getMessage());
        }
    }

    private int current() throws IOException {
        List<Integer> numbers = numbers();
        int newest = numbers.isEmpty() ? 1 : numbers.getLast();
        if (journal(newest).size() < fileBytes) {
            return newest;
        }
        for (int number : numbers) {
            if (number <= newest + 1 - files) {
                DurableFiles.delete(file(number));
            }
        }
        return newest + 1;
    }

    private List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return numbers;
        }
        try (var entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
                if (name.matches()) {
                    numbers.add(Integer.parseInt(name.group(1)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(directory + ": cannot be read to its end", e.getCause());
        }
        numbers.sort(null);
        return numbers;
    }

    private Journal journal(int number) {
        return new Journal(file(number));
    }

    private Path file(int number) {
        return directory.resolve("audit-%06d.jsonl".formatted(number));
    }

    // What strangers give as their name must not fill the disk nor play tricks on a terminal.
    private static String printable(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return bounded.replaceAll("\\p{C}", "?");
    }
}
