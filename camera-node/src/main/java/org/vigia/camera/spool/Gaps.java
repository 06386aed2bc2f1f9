package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;

/// The gap records in the folders of events: `gap-<n>.json`, and `gap-<n>.taken.json` once Pi #B
/// has them. Guarded by the spool.
final class Gaps {
    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);
    private static final int LONGEST_REASON = 200;

    private final String camera;
    private final RsaIdentity identity;
    private final Clock clock;
    private final Ballast ballast;

    /// What such a file holds.
    private record Signed(byte[] document, byte[] signature) {}

    /// @param ballast let go of where the disk has no room for a record
    Gaps(String camera, RsaIdentity identity, Clock clock, Ballast ballast) {
        this.camera = camera;
        this.identity = identity;
        this.clock = clock;
        this.ballast = ballast;
    }

    /// Whether Pi #B could check this record, and does not have it.
    boolean isUntold(Gap gap) {
        return !gap.taken() && gap.record().key().equals(identity.publicKey().fingerprint());
    }

    /// Writes a record into the folder of its event.
    ///
    /// @param files what will not come; none means the whole event
    /// @throws IOException when the disk refuses; nothing may be given up then
    Gap write(
            Path folder,
            long sequence,
            EventId event,
            String manifest,
            List<EvidenceName> files,
            String reason)
            throws IOException {
        GapRecord record =
                new GapRecord(
                        GapRecord.FORMAT,
                        camera,
                        identity.publicKey().fingerprint(),
                        sequence,
                        event,
                        manifest,
                        files.stream().map(EvidenceName::text).toList(),
                        reason.length() > LONGEST_REASON
                                ? reason.substring(0, LONGEST_REASON)
                                : reason,
                        Math.clamp(clock.millis(), 0, Moment.LAST_WALL_MILLIS));
        byte[] document = record.bytes();
        byte[] signature = identity.sign(document);
        Path file = folder.resolve("gap-%d.json".formatted(1 + count(folder)));
        byte[] content = Json.bytes(new Signed(document, signature));
        ballast.write(() -> DurableFiles.create(file, content));
        return new Gap(file, record, document, signature);
    }

    /// Pi #B has it.
    Gap taken(Gap gap) throws IOException {
        Path to = gap.takenFile();
        try {
            Folders.rename(gap.file(), to);
            Folders.sync(gap.file(), to);
        } catch (NoSuchFileException e) {
            LOG.debug("{}: has been taken away by hand", gap.file(), e);
        }
        return new Gap(to, gap.record(), gap.document(), gap.signature());
    }

    /// The records in a folder, oldest first. One that cannot be read is reported and passed over.
    static List<Gap> in(Path folder) throws IOException {
        List<Gap> gaps = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                Signed signed = Json.read(Files.readAllBytes(file), Signed.class);
                gaps.add(
                        new Gap(
                                file,
                                GapRecord.parse(signed.document()),
                                signed.document(),
                                signed.signature()));
            } catch (IOException e) {
                LOG.error("{}: a gap record is damaged", file, e);
            }
        }
        return gaps;
    }

    private static int count(Path folder) throws IOException {
        return files(folder).size();
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(folder, "gap-*.json")) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
        return files;
    }
}
