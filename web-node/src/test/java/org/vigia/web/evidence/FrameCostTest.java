package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.cost.ThreadCost;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.video.Fragment;
import org.vigia.web.store.Evidence;

/// What a frame costs on its way into web-node, counted: whoever passes a bound has put a copy or a
/// call on the way of each frame. Bounds are some 10 % above what they were set after.
class FrameCostTest {
    private static final int FRAMES = 250;
    private static final int SIZE = 8_000;

    @TempDir Path folder;

    private static List<Fragment> film() {
        byte[] nal = new byte[SIZE];
        new Random(1).nextBytes(nal);
        nal[0] = 1;
        nal[SIZE - 1] = 1;
        List<Fragment> film = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            film.add(Reel.frame(0, i, i % 25 == 0, false, Reel.nals(nal)));
        }
        return film;
    }

    private static long bytes(List<Fragment> film) {
        return film.stream().mapToLong(f -> f.bytes().length).sum();
    }

    @Test
    void aFrameIsReadIntoTheArrayThatIsKeptAndNoOther() throws Exception {
        List<Fragment> film = film();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        LinkWriter writer = new LinkWriter(wire);
        for (Fragment frame : film) {
            writer.write(new LinkMessage.Filmed(frame, false));
        }
        byte[] sent = wire.toByteArray();
        read(sent);
        ThreadCost cost = ThreadCost.of(() -> read(sent));
        assertThat((double) (cost.allocated() - bytes(film)) / FRAMES).isLessThan(850);
    }

    private static void read(byte[] sent) throws Exception {
        InputStream in = new BufferedInputStream(new ByteArrayInputStream(sent), 1 << 16);
        LinkReader reader = new LinkReader(in);
        for (int i = 0; i < FRAMES; i++) {
            // No assertion: its bytes would be counted.
            if (!(reader.read() instanceof LinkMessage.Filmed)) {
                throw new IllegalStateException("no frame");
            }
        }
    }

    @Test
    void theDiskIsGivenAFrameInOneCallAndTheBytesOnce() throws Exception {
        List<Fragment> film = film();
        Path file = folder.resolve("film.stream");
        LinkMessage.EvidenceOpened opening = new LinkMessage.EvidenceOpened(Evidence.id(), 0, 0);
        try (StreamFile stream = StreamFile.create(file, opening, Reel.config(0))) {
            stream.add(Reel.live(film.getFirst()), 0);
            long before = Files.size(file);
            ThreadCost cost =
                    ThreadCost.of(() -> {
                        for (Fragment frame : film.subList(1, FRAMES)) {
                            stream.add(Reel.live(frame), 0);
                        }
                    });
            assertThat(cost.written()).isEqualTo(Files.size(file) - before);
            assertThat(cost.writes()).isEqualTo(FRAMES - 1);
            assertThat((double) cost.allocated() / FRAMES).isLessThan(930);
        }
    }
}
