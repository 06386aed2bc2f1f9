package org.vigia.camera.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.powercut.PowerCuts;
import org.vigia.shared.powercut.Recording;

/// A day of a spool's life, and a cut of power at each moment of it that loses what was not synced,
/// in part or altogether: S1 to S7 of docs/design/spool.md hold for whatever is found.
class PowerCutTest extends SpoolBed {
    private static final SpoolLimits TIGHT = new SpoolLimits(1, 0);
    private static final int FRAMES = 2;
    private static final boolean THOROUGH = Integer.getInteger("vigia.fuzz", 1) > 1;

    /// Of the syncs without which this test would fail, those that are left out each time.
    private static final List<String> MISSED =
            List.of(
                    "OpenEvent.createClip",
                    "DurableFiles.publish < OpenEvent.finishClip",
                    "writeSynced < DurableFiles.create < Spool.begin");

    /// What may be lost: start-up makes up for it, or another sync follows before it matters.
    private static final List<String> NEEDLESS =
            List.of(
                    "createDirectories < Spool.open",
                    "Ballast.load",
                    "OpenEvent.discardClip",
                    "Folders.sync < SealedEvents.setAside",
                    "DurableFiles.delete < SealedEvents.giveUp",
                    "syncDirectory < DurableFiles.publish < DurableFiles.create < Gaps.write",
                    "Gaps.taken");

    private Recording recording;
    private PowerCuts cuts;
    private int looks;

    @BeforeEach
    void record() throws IOException {
        recording = new Recording(Files.createDirectory(folder.resolve("live")));
        live(recording.path());
        cuts = new PowerCuts(recording, folder.resolve("found"), this::look);
    }

    @Test
    void whateverTheDiskHadNotSyncedNothingThatWasPromisedIsLost() {
        cuts.all();
        assertThat(cuts.looks()).isGreaterThan(200);
        for (String part : MISSED) {
            assertThat(cuts.sites()).as(part).anyMatch(site -> site.contains(part));
        }
        List<String> unnoticed = new ArrayList<>();
        for (String site : cuts.sites()) {
            boolean looked = THOROUGH || MISSED.stream().anyMatch(site::contains);
            if (looked && !cuts.isMissed(site)) {
                unnoticed.add(site);
            }
        }
        unnoticed.removeIf(site -> NEEDLESS.stream().anyMatch(site::contains));
        assertThat(unnoticed).as("syncs that nobody misses").isEmpty();
    }

    // A signature takes its time, and what is found differs little from one cut to the next.
    private void look(Path found, List<Object> said) throws IOException {
        AfterPowerCut.look(found, said, looks++ % 8 == 0);
    }

    private void live(Path root) throws IOException {
        try (Spool spool = Spool.open(root, "front-door", identity, ClipRepair::repair, CLOCK)) {
            SealedEvent first = whole(spool);
            SealedEvent second = whole(spool);
            SealedEvent third = whole(spool);
            recording.about(new Word.Forgetting(first.event()));
            spool.forget(first.event(), first.manifest());
            recording.about(new Word.GivingUp(second.event()));
            spool.makeRoom(TIGHT, PLENTY);
            recording.about(new Word.Told(second.event()));
            spool.gapTaken(second.manifest());
            recording.about(new Word.SettingAside(third.event()));
            spool.quarantine(third, "refused: for a test");
            recording.promised(new Word.SetAside(third.event()));
            OpenEvent broken = begin(spool);
            Files.write(broken.part(), new byte[SmallFilm.FRAME / 2], StandardOpenOption.APPEND);
            broken.abandon();
            spool.finishAbandoned();
            begin(spool);
        }
    }

    private SealedEvent whole(Spool spool) throws IOException {
        OpenEvent event = begin(spool);
        event.finishClip();
        event.seal(MOMENT, 10_000);
        SealedEvent sealed = spool.sealed().getLast();
        recording.promised(new Word.Sealed(sealed.event(), sealed.sequence(), sealed.manifest()));
        return sealed;
    }

    private OpenEvent begin(Spool spool) throws IOException {
        begun++;
        OpenEvent event =
                spool.begin(new Opening(id(begun), id(begun), EventKind.MOTION, MOMENT, 3));
        recording.promised(new Word.Begun(id(begun)));
        try (FileChannel channel = event.createClip()) {
            byte[] film = SmallFilm.of(begun, FRAMES);
            channel.write(ByteBuffer.wrap(film, 0, SmallFilm.INIT));
            for (int i = 0; i < FRAMES; i++) {
                int at = SmallFilm.INIT + i * SmallFilm.FRAME;
                channel.write(ByteBuffer.wrap(film, at, SmallFilm.FRAME));
                channel.force(true);
                recording.promised(new Word.Filmed(id(begun), at + SmallFilm.FRAME));
                if (i == 0) {
                    event.snapshot(new byte[] {(byte) begun, 1});
                    recording.promised(new Word.Pictured(id(begun)));
                }
            }
        }
        return event;
    }
}
