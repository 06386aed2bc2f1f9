package org.vigia.web.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.event.EvidenceName;

/// A backup that is being written: files in, entries and their sums out. Notes what it leaves out,
/// and what is not what its name says.
final class Archive {
    private static final String JOURNAL = ".jsonl";

    private final TarWriter tar;
    private final Sums sums;
    private final long nowSeconds;
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private long files;

    /// What is copied of a file.
    interface Extent {
        /// All there is.
        Extent WHOLE = FileChannel::size;

        /// How many bytes from its beginning.
        long of(FileChannel file) throws IOException;
    }

    Archive(OutputStream out, Sums sums, long nowSeconds) {
        this.tar = new TarWriter(out);
        this.sums = sums;
        this.nowSeconds = nowSeconds;
    }

    /// What was left out.
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /// What is not what its name says.
    List<String> faults() {
        return List.copyOf(faults);
    }

    long files() {
        return files;
    }

    long bytes() {
        return tar.written();
    }

    Sums sums() {
        return sums;
    }

    /// Notes that a file is not in the archive, and why.
    void leaveOut(Path file, String why) {
        remarks.add("left out %s: %s".formatted(file, why));
    }

    /// Adds a file that may change, of a journal its whole lines; what was added of it before
    /// counts no more, and nothing does where it is gone.
    void add(EntryName name, Path file) throws IOException {
        add(name, file, extent(file));
    }

    void add(EntryName name, Path file, Extent extent) throws IOException {
        try {
            sums.reopen(name.text()).put(name, copy(name, file, extent));
        } catch (NoSuchFileException e) {
            forget(name);
        }
    }

    /// A file that was added is not there any more.
    void forget(EntryName name) {
        sums.reopen(name.text()).clear();
    }

    /// Copies a file.
    ///
    /// @return its hash
    /// @throws NoSuchFileException when it is not there any more
    String copy(EntryName name, Path file, Extent extent) throws IOException {
        long seconds = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis() / 1000;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = extent.of(channel);
            InputStream in = Channels.newInputStream(channel.position(0));
            String hash = tar.add(name, size, seconds, in);
            files++;
            check(file, hash);
            return hash;
        }
    }

    private void check(Path file, String hash) {
        EvidenceName.parse(file.getFileName().toString())
                .filter(evidence -> !evidence.sha256().equals(hash))
                .ifPresent(evidence ->
                        faults.add(
                                "altered %s: its content does not match its name".formatted(file)));
    }

    /// Adds a text that is no file.
    void addText(EntryName name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        String hash = tar.add(name, bytes.length, nowSeconds, new ByteArrayInputStream(bytes));
        sums.put(name.text(), Map.of(name, hash));
    }

    /// Of a journal its whole lines, of anything else all.
    static Extent extent(Path file) {
        boolean journal = file.getFileName().toString().endsWith(JOURNAL);
        return journal ? Journal::wholeBytes : Extent.WHOLE;
    }

    /// Writes what belongs to the backup, and its end.
    void finish() throws IOException {
        EntryName name = new EntryName(EntryName.SUMS);
        tar.add(name, sums.size(), nowSeconds, sums.open());
        tar.finish();
    }
}
