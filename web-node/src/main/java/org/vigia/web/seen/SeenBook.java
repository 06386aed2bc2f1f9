package org.vigia.web.seen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.web.event.SeenArrivals;

/// What each account has seen: `seen/<account>.jsonl`, see docs/design/site.md. Safe for use by
/// several threads.
public final class SeenBook {
    private final Path directory;
    private final LongSupplier newest;
    private final Map<String, SeenFile> files = new HashMap<>();

    /// @param directory for these files alone; made when first needed
    /// @param newest the last place in the order of arrival: what was before is no news to a new
    ///   account
    public SeenBook(Path directory, LongSupplier newest) {
        this.directory = directory;
        this.newest = newest;
    }

    /// What an account has seen; one that has no file yet has seen all there is.
    ///
    /// @throws IOException when the disk refuses
    public synchronized SeenArrivals of(String account) throws IOException {
        return file(account).seen();
    }

    /// An account has seen an event; on the disk when this returns.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void see(String account, long arrival) throws IOException {
        file(account).add(SeenLine.of(arrival));
    }

    /// An account has seen everything up to an arrival, but nothing that is still to come.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void seeUpTo(String account, long arrival) throws IOException {
        long bound = Math.min(arrival, newest.getAsLong());
        file(account).add(new SeenLine(Math.max(0, bound), List.of()));
    }

    /// An account is closed: nothing is left of what it has seen.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void forget(String account) throws IOException {
        files.remove(account);
        DurableFiles.delete(path(account));
    }

    private SeenFile file(String account) throws IOException {
        SeenFile known = files.get(account);
        if (known == null) {
            DurableFiles.createDirectories(directory);
            known = new SeenFile(path(account), newest.getAsLong());
            files.put(account, known);
        }
        return known;
    }

    private Path path(String account) {
        if (!account.matches("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")) {
            throw new IllegalArgumentException("not an account's name");
        }
        return directory.resolve(account + ".jsonl");
    }
}
