package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.store.Evidence;

/// A camera that films, sends live and behind, repeats, replaces its newest frame, loses its link
/// and power, against a web-node that loses its own; whatever comes in between.
class InterleavingsTest {
    private static final int GOP = 8;

    @TempDir Path folder;
    private final FakePace pace = new FakePace();

    @Test
    void theFilmHoldsWhatHasComeInTheOrderItWasFilmed() throws Exception {
        int runs = 60 * Integer.getInteger("vigia.fuzz", 1);
        for (int seed = 0; seed < runs; seed++) {
            try (Run run = new Run(folder.resolve("run-" + seed), new Random(seed))) {
                run.play();
            } catch (AssertionError | IOException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private final class Run implements AutoCloseable {
        private final Path root;
        private final Random random;
        private final ShelfFolder shelf;
        private final EventId event = Evidence.id();
        private final long first;
        private final Map<Long, Fragment> held = new TreeMap<>();
        private final Map<Long, Fragment> filmed = new TreeMap<>();
        private EvidenceRecorder recorder;
        private EvidenceSession session;
        private long newest = -1;
        private long next;
        private long live;

        Run(Path root, Random random) throws IOException {
            this.root = root;
            this.random = random;
            this.shelf = new ShelfFolder(root.resolve("shelf"));
            this.first = random.nextInt(1000);
            for (long sequence = first; sequence < first + 60; sequence++) {
                filmed.put(sequence, frame(sequence, 3));
            }
            recorder = recorder();
            session = recorder.session("door");
        }

        private EvidenceRecorder recorder() throws IOException {
            EvidenceRecorder fresh =
                    new EvidenceRecorder(
                            root.resolve("streams"), shelf, StreamLimits.DEFAULT, pace);
            fresh.start();
            return fresh;
        }

        private Fragment frame(long sequence, int length) {
            byte[] nal = new byte[length];
            for (int i = 0; i < length; i++) {
                nal[i] = (byte) (1 + (sequence * 31 + i) % 250);
            }
            nal[0] = 1;
            return Reel.frame(0, sequence, (sequence - first) % GOP == 0, false, Reel.nals(nal));
        }

        void play() throws Exception {
            live = first + (long) GOP * random.nextInt(3);
            open();
            while (live < first + 60) {
                switch (random.nextInt(12)) {
                    case 0 -> again();
                    case 1 -> restart();
                    case 2 -> repeat();
                    case 3 -> grow();
                    case 4, 5, 6 -> behind();
                    default -> ahead();
                }
            }
            boolean over = random.nextBoolean();
            if (over) {
                session.closed(new LinkMessage.EvidenceClosed(event, 0, first + 59));
            } else {
                session.ended(true);
            }
            recorder.awaitIdle();
            List<Fragment> expected = new ArrayList<>();
            for (Fragment frame : held.values()) {
                if (frame.key() || !expected.isEmpty()) {
                    expected.add(frame);
                }
            }
            if (expected.isEmpty()) {
                assertThat(shelf.film("door", event)).isEmpty();
            } else {
                assertThat(Files.readAllBytes(shelf.film("door", event).orElseThrow()))
                        .isEqualTo(StreamFileTest.clip(expected));
            }
        }

        private void open() throws IOException {
            next =
                    Reel.opened(
                            session,
                            new LinkMessage.EvidenceOpened(event, 0, first),
                            Reel.config(0));
            long hole = first;
            while (held.containsKey(hole)) {
                hole++;
            }
            assertThat(next).isBetween(Math.max(first, hole - 1), hole);
            newest = -1;
        }

        private void send(Fragment frame, boolean earlier) {
            session.filmed(new LinkMessage.Filmed(frame, earlier));
        }

        private void ahead() {
            Fragment frame = Objects.requireNonNull(filmed.get(live));
            send(frame, false);
            newest = held.containsKey(live) ? newest : live;
            held.put(live, frame);
            // Now and then the ring has dropped some.
            live += random.nextInt(9) == 0 ? GOP - (live - first) % GOP : 1;
        }

        private void behind() {
            if (next < live && filmed.containsKey(next)) {
                Fragment frame = Objects.requireNonNull(filmed.get(next));
                send(frame, true);
                held.put(next, frame);
                next++;
            }
        }

        private void repeat() {
            if (!held.isEmpty()) {
                long sequence = held.keySet().iterator().next() + random.nextInt(held.size());
                if (held.containsKey(sequence) && sequence != newest) {
                    Fragment forged =
                            Reel.frame(0, sequence, true, true, Reel.nals(new byte[] {9, 9, 9}));
                    Fragment same = Objects.requireNonNull(held.get(sequence));
                    send(random.nextBoolean() ? same : forged, random.nextBoolean());
                }
            }
        }

        private void grow() {
            if (newest >= 0) {
                Fragment before = Objects.requireNonNull(held.get(newest));
                Fragment grown = frame(newest, before.bytes().length - 108 - 4 + 2);
                send(grown, false);
                filmed.put(newest, grown);
                held.put(newest, grown);
            }
        }

        private void again() throws Exception {
            boolean knows = random.nextBoolean();
            if (knows) {
                session.ended(true);
            }
            if (random.nextBoolean()) {
                recorder.awaitIdle();
            }
            session = recorder.session("door");
            live -= (live - first) % GOP;
            open();
        }

        private void restart() throws Exception {
            recorder.close();
            if (random.nextBoolean()) {
                Path stream = root.resolve("streams/door/" + event + ".stream");
                byte[] behind = new byte[random.nextInt(50)];
                Files.write(stream, behind, StandardOpenOption.APPEND);
            }
            recorder = recorder();
            session = recorder.session("door");
            live -= (live - first) % GOP;
            open();
        }

        @Override
        public void close() {
            recorder.close();
        }
    }
}
