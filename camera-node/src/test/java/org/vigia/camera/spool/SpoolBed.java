package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;

/// A spool with films of one size in it.
abstract class SpoolBed {
    static final Moment MOMENT = new Moment(1_000_000, true, "boot", 5_000);
    static final int CLIP = 100_000;
    static final FreeSpace PLENTY = () -> Long.MAX_VALUE;
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    @TempDir static Path keys;
    static RsaIdentity identity;

    @TempDir Path folder;
    Path root = Path.of("");
    private @Nullable Spool open;
    int begun;

    @BeforeAll
    static void makeKey() throws IOException {
        identity = TestKeys.key(keys, "identity");
    }

    @BeforeEach
    void choose() {
        root = folder.resolve("spool");
    }

    @AfterEach
    void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /// Opens the spool as the next start of the process would.
    Spool open() throws IOException {
        close();
        Spool opened = Spool.open(root, "front-door", identity, Files::size, CLOCK);
        open = opened;
        return opened;
    }

    static EventId id(int n) {
        return new EventId("01990000-0000-7000-8000-%012d".formatted(n));
    }

    SealedEvent film(Spool spool) throws IOException {
        begun++;
        OpenEvent event =
                spool.begin(new Opening(id(begun), id(begun), EventKind.MOTION, MOMENT, 3));
        event.snapshot(new byte[] {(byte) begun, 1});
        try (FileChannel channel = event.createClip()) {
            channel.write(ByteBuffer.allocate(CLIP).putInt(0, begun));
        }
        event.finishClip();
        event.seal(MOMENT, 10_000);
        return spool.sealed().getLast();
    }

    static List<EvidenceKind> kinds(SealedEvent event) {
        return event.files().stream().map(EvidenceName::kind).toList();
    }

    static SpoolLimits clips(double n) {
        return new SpoolLimits((long) (n * CLIP), 0);
    }
}
