package org.vigia.web.pairing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;
import org.vigia.shared.pairing.HostKeyAnnouncement;

/// The SSH host key and how cameras that know an earlier one learn of it; docs/design/pairing.md.
///
/// @param current what cameras are shown
/// @param announcements the latest that were made, oldest first
public record HostKeys(RsaIdentity current, List<HostKeyAnnouncement> announcements) {
    private static final Logger LOG = LoggerFactory.getLogger(HostKeys.class);
    private static final int TOLD = 30;

    /// Reads them; makes a key where there is none.
    ///
    /// @param file the key's
    /// @throws IOException when they cannot be read or written
    public static HostKeys load(Path file) throws IOException {
        List<HostKeyAnnouncement> made = new ArrayList<>();
        for (String line : journal(file).lines()) {
            try {
                made.add(Json.read(line, HostKeyAnnouncement.class));
            } catch (IOException e) {
                // What a cut of power has left half written was not in force yet.
                LOG.warn("{}: {}", announcements(file), e.getMessage());
            }
        }
        return new HostKeys(
                RsaIdentity.loadOrCreate(file),
                List.copyOf(made.subList(Math.max(0, made.size() - TOLD), made.size())));
    }

    /// Makes another key, announces it with the one that is there, and puts it in its place. What
    /// was begun and cut short is thrown away.
    ///
    /// @throws IOException when the disk refuses, or there is no key yet
    public static HostKeys rotate(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no host key yet: no " + file);
        }
        HostKeys before = load(file);
        Path fresh = beside(file, ".next");
        // What an earlier rotation has left may be in a backup, and so in wrong hands.
        DurableFiles.delete(fresh);
        DurableFiles.delete(beside(file, ".next.pub"));
        RsaIdentity next = RsaIdentity.loadOrCreate(fresh);
        journal(file)
                .append(Json.text(HostKeyAnnouncement.make(before.current(), next.publicKey())));
        DurableFiles.delete(beside(file, ".next.pub"));
        DurableFiles.delete(beside(file, ".pub"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        return load(file);
    }

    private static Journal journal(Path file) {
        return new Journal(announcements(file));
    }

    private static Path announcements(Path file) {
        return beside(file, "-announcements.jsonl");
    }

    private static Path beside(Path file, String end) {
        return file.resolveSibling(file.getFileName() + end);
    }
}
