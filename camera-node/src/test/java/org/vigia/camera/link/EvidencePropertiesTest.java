package org.vigia.camera.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.Fragment;

/// Whatever the order in which is filmed, recorded, sent, answered and cut: a film that was closed
/// has reached Pi #B whole, and who watches has seen each frame once.
class EvidencePropertiesTest {
    /// Pi #B as docs/design/evidence.md has it.
    private static final class Shore {
        private final Map<EventId, NavigableMap<Long, Fragment>> streams = new HashMap<>();
        private final Map<EventId, Long> closed = new HashMap<>();
        private final Set<Integer> told = new HashSet<>();
        private LinkMessage.@Nullable EvidenceOpened open;
        private int liveEpoch;
        private long shown;

        void newLink() {
            open = null;
            told.clear();
            liveEpoch = -1;
        }

        void take(LinkMessage message) {
            switch (message) {
                case LinkMessage.VideoStarted started -> {
                    told.add(started.config().epoch());
                    liveEpoch = started.config().epoch();
                    shown = -1;
                }
                case LinkMessage.EvidenceOpened opened -> {
                    assertThat(open).isNull();
                    assertThat(told).contains(opened.epoch());
                    open = opened;
                    stream(opened.event());
                }
                case LinkMessage.EvidenceClosed done -> {
                    LinkMessage.EvidenceOpened film = Objects.requireNonNull(open);
                    assertThat(done.event()).isEqualTo(film.event());
                    closed.put(done.event(), done.last());
                    open = null;
                }
                case LinkMessage.Filmed filmed -> filmed(filmed.fragment(), filmed.earlier());
                default -> assertThat(message).isInstanceOf(LinkMessage.EventOpened.class);
            }
        }

        private void filmed(Fragment frame, boolean earlier) {
            if (!earlier) {
                assertThat(frame.epoch()).isEqualTo(liveEpoch);
                assertThat(frame.sequence())
                        .isGreaterThanOrEqualTo(frame.replacesPrevious() ? shown : shown + 1);
                shown = frame.sequence();
            }
            LinkMessage.EvidenceOpened film = open;
            if (film != null && film.epoch() == frame.epoch() && frame.sequence() >= film.first()) {
                NavigableMap<Long, Fragment> stream = stream(film.event());
                if (frame.replacesPrevious()) {
                    stream.put(frame.sequence(), frame);
                } else {
                    stream.putIfAbsent(frame.sequence(), frame);
                }
            }
        }

        NavigableMap<Long, Fragment> stream(EventId event) {
            return streams.computeIfAbsent(event, _ -> new TreeMap<>());
        }

        /// What it answers to the opening.
        LinkMessage.@Nullable EvidenceHeld held() {
            LinkMessage.EvidenceOpened film = open;
            if (film == null) {
                return null;
            }
            long next = film.first();
            while (stream(film.event()).containsKey(next)) {
                next++;
            }
            return new LinkMessage.EvidenceHeld(film.event(), film.epoch(), next);
        }
    }

    /// One run: a camera, its recorder, and what it is expected to have recorded.
    private static final class Run {
        private final Random random;
        private final boolean completes;
        private final Reel reel = new Reel(1 << 20);
        private final Shore shore = new Shore();
        private final Map<EventId, Map<Long, Integer>> expected = new HashMap<>();
        private final Map<Long, Integer> sizes = new HashMap<>();
        private int events;
        private long first = -1;

        Run(long seed) {
            random = new Random(seed);
            completes = random.nextBoolean();
            shore.newLink();
            newStream();
        }

        void step() throws InterruptedException {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> film(random.nextInt(1, 8));
                case 3, 4, 5 -> send(random.nextInt(1, 12));
                case 6 -> reel.held = shore.held();
                case 7 -> reel.watched = !reel.watched;
                case 8 -> begin();
                case 9 -> end(random.nextBoolean());
                case 10 -> {
                    if (random.nextInt(4) == 0) {
                        end(false);
                        newStream();
                    }
                }
                default -> {
                    // A frame completed while the link is cut is the clip's affair.
                    if (!completes && random.nextInt(3) == 0) {
                        reel.reconnect();
                        shore.newLink();
                    }
                }
            }
        }

        private void newStream() {
            reel.configure();
            sizes.clear();
        }

        private void film(int frames) {
            for (int i = 0; i < frames; i++) {
                sizes.put(reel.frame, 10);
                reel.film(1);
                if (completes && random.nextInt(5) == 0) {
                    sizes.put(reel.frame - 1, 20);
                    reel.complete();
                }
            }
        }

        private void send(int messages) throws InterruptedException {
            for (int i = 0; i < messages; i++) {
                LinkMessage message = reel.next();
                if (message != null) {
                    shore.take(message);
                }
            }
        }

        private void begin() {
            if (first < 0 && reel.frame > 0) {
                long newestKey = (reel.frame - 1) / Reel.GOP * Reel.GOP;
                first = Math.max(0, newestKey - (long) Reel.GOP * random.nextInt(4));
                reel.begin(++events, first);
            }
        }

        /// Ends the film, or cuts it at the newest key frame.
        private void end(boolean cut) {
            long key = (reel.frame - 1) / Reel.GOP * Reel.GOP;
            if (first < 0 || (cut && key <= first)) {
                return;
            }
            // The newest frame may yet be completed; the recorder would have it so.
            film(1);
            long last = cut ? key - 1 : reel.frame - 2;
            Map<Long, Integer> frames = new TreeMap<>();
            for (long i = first; i <= last; i++) {
                frames.put(i, sizes.get(i));
            }
            expected.put(Reel.event(events), frames);
            reel.end(events, last);
            first = -1;
            if (cut) {
                first = key;
                reel.begin(++events, key);
            }
        }

        void finish() throws InterruptedException {
            end(false);
            for (int i = 0; i < 2 * events + 2; i++) {
                reel.held = shore.held();
                send(10_000);
            }
            assertThat(shore.open).isNull();
            assertThat(reel.films.current()).isNull();
            shore.closed.forEach((event, last) -> {
                Map<Long, Integer> arrived = new TreeMap<>();
                shore.stream(event)
                        .headMap(last, true)
                        .forEach((sequence, f) -> arrived.put(sequence, f.bytes().length));
                assertThat(arrived).isEqualTo(expected.get(event));
            });
        }
    }

    @Test
    void everythingBetweenFirstAndLastArrivesWhateverTheOrder() throws Exception {
        int whole = 0;
        long runs = 2_000L * Integer.getInteger("vigia.fuzz", 1);
        for (long seed = 0; seed < runs; seed++) {
            Run run = new Run(seed);
            try {
                for (int i = 0; i < 80; i++) {
                    run.step();
                }
                run.finish();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            whole += run.shore.closed.size();
        }
        assertThat(whole).as("films closed").isGreaterThan(2_000);
    }
}
