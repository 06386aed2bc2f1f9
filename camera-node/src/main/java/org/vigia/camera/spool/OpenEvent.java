package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;

/// An event that is being filmed. Used by one thread.
public final class OpenEvent {
    private final Spool spool;
    private final Opening opening;
    private final Path folder;

    OpenEvent(Spool spool, Opening opening, Path folder) {
        this.spool = spool;
        this.opening = opening;
        this.folder = folder;
    }

    /// What it began with.
    public Opening opening() {
        return opening;
    }

    /// Step 2: keeps the picture and offers it to delivery at once.
    ///
    /// @param jpeg its bytes
    /// @throws IOException when the disk refuses
    public void snapshot(byte[] jpeg) throws IOException {
        EvidenceName name =
                new EvidenceName(opening.event(), EvidenceKind.SNAPSHOT, Sha256.of(jpeg));
        DurableFiles.create(folder.resolve(name.text()), jpeg);
        spool.changed();
    }

    /// Step 3: the file that the film is written to. The caller writes, syncs once a second and
    /// closes it before [#finishClip].
    ///
    /// @throws IOException when the disk refuses
    public FileChannel createClip() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        part(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        DurableFiles.syncDirectory(folder);
        return channel;
    }

    /// Step 4: the film is complete and synced; it gets its final name.
    ///
    /// @throws IOException when the disk refuses
    public void finishClip() throws IOException {
        EvidenceName name = new EvidenceName(opening.event(), EvidenceKind.CLIP, Sha256.of(part()));
        DurableFiles.publish(part(), folder.resolve(name.text()));
        discardClip();
    }

    /// Forgets a film that has no frame.
    ///
    /// @throws IOException when the disk refuses
    public void discardClip() throws IOException {
        DurableFiles.delete(part());
    }

    /// Steps 5 to 7: the event is over and will be delivered from now on.
    ///
    /// @param ended when it was over
    /// @param clipMillis the clip's length; ignored where there is no clip
    /// @throws IOException when the disk refuses; start-up will try again
    public void seal(Moment ended, long clipMillis) throws IOException {
        spool.seal(this, ended, clipMillis);
    }

    /// Filming has failed: the spool will finish the event with what is on the disk.
    public void abandon() {
        spool.abandon(opening.event(), folder);
    }

    Path folder() {
        return folder;
    }

    Path part() {
        return folder.resolve(Spool.CLIP_PART);
    }

    boolean hasPart() {
        return Files.exists(part());
    }

    /// The film, once it is complete; empty before, and where there is none. It moves when the
    /// event is sealed.
    ///
    /// @throws IOException when the disk refuses
    public Optional<Path> clip() throws IOException {
        return evidence().stream()
                .filter(name -> name.kind() == EvidenceKind.CLIP)
                .map(name -> folder.resolve(name.text()))
                .findFirst();
    }

    List<EvidenceName> evidence() throws IOException {
        return SealedEvent.evidence(folder);
    }
}
