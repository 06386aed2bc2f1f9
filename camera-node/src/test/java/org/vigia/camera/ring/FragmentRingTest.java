package org.vigia.camera.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

class FragmentRingTest {
    private static final int FRAME = 3600;
    private static final int GOP = 25;

    private int epoch = -1;
    private int frame;

    private VideoConfig config() {
        frame = 0;
        return new VideoConfig(++epoch, "avc1.42C01F", 320, 240, new byte[] {1});
    }

    private Fragment fragment(int number, boolean replacing, int bytes) {
        return new Fragment(
                epoch,
                number,
                (long) number * FRAME,
                FRAME,
                number % GOP == 0,
                replacing,
                number,
                new byte[bytes]);
    }

    private void film(FragmentRing ring, int frames) {
        for (int i = 0; i < frames; i++) {
            ring.onFragment(fragment(frame++, false, 100));
        }
    }

    private static List<RingItem> drain(RingReader reader) throws InterruptedException {
        List<RingItem> items = new ArrayList<>();
        for (RingItem item = reader.next(Duration.ZERO);
                item != null;
                item = reader.next(Duration.ZERO)) {
            items.add(item);
        }
        return items;
    }

    private static List<String> words(List<RingItem> items) {
        return items.stream()
                .map(item ->
                        switch (item) {
                            case RingItem.Configured(VideoConfig c) -> "config " + c.epoch();
                            case RingItem.Filmed(Fragment f) ->
                                    f.sequence() + (f.replacesPrevious() ? "!" : "");
                            case RingItem.Gap(String reason) -> reason;
                            case RingItem.Lagged(long lost) -> "lagged " + lost;
                        })
                .toList();
    }

    @Test
    void aReaderStartsAtTheKeyFrameAtOrBeforeItsPreRoll() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(7), 1 << 20);
        ring.onConfig(config());
        film(ring, 260); // 10.4 s
        try (RingReader reader = ring.openBefore(Duration.ofSeconds(5))) {
            List<RingItem> items = drain(reader);
            assertThat(words(items)).startsWith("config 0", "125", "126").endsWith("259");
            assertThat(items).hasSize(1 + 135);
        }
        try (RingReader reader = ring.openAtCurrentGop()) {
            assertThat(words(drain(reader))).startsWith("config 0", "250").hasSize(11);
        }
        try (RingReader reader = ring.openBefore(Duration.ofMinutes(1))) {
            assertThat(words(drain(reader))).startsWith("config 0", "75");
        }
    }

    @Test
    void aReaderNeverStartsInAnEarlierStream() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(60), 1 << 20);
        ring.onConfig(config());
        film(ring, 60);
        ring.onGap("it died");
        ring.onConfig(config());
        try (RingReader early = ring.openBefore(Duration.ofSeconds(5))) {
            film(ring, 3);
            assertThat(words(drain(early))).containsExactly("config 1", "0", "1", "2");
        }
        try (RingReader reader = ring.openBefore(Duration.ofSeconds(5))) {
            assertThat(words(drain(reader))).containsExactly("config 1", "0", "1", "2");
        }
    }

    @Test
    void aReaderFollowsOverGapsAndNewStreams() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(60), 1 << 20);
        try (RingReader reader = ring.openAtCurrentGop()) {
            ring.onConfig(config());
            film(ring, 2);
            ring.onGap("it died");
            ring.onGap("it died again");
            ring.onConfig(config());
            film(ring, 1);
            assertThat(words(drain(reader)))
                    .containsExactly("config 0", "0", "1", "it died", "config 1", "0");
        }
    }

    @Test
    void aReaderBeforeTheFirstFilmSeesTheGap() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(60), 1 << 20);
        ring.onGap("no camera");
        try (RingReader reader = ring.openBefore(Duration.ofSeconds(5))) {
            ring.onConfig(config());
            film(ring, 1);
            assertThat(words(drain(reader))).containsExactly("no camera", "config 0", "0");
        }
    }

    @Test
    void aReplacingFragmentIsMarkedOnlyForThoseWhoHaveItsPredecessor() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(60), 1 << 20);
        ring.onConfig(config());
        film(ring, 2);
        try (RingReader quick = ring.openAtCurrentGop();
                RingReader late = ring.openAtCurrentGop()) {
            assertThat(words(drain(quick))).containsExactly("config 0", "0", "1");
            ring.onFragment(fragment(1, true, 200));
            assertThat(words(drain(quick))).containsExactly("1!");
            ring.onFragment(fragment(1, true, 300));
            film(ring, 1);
            List<RingItem> items = drain(quick);
            assertThat(words(items)).containsExactly("1!", "2");
            assertThat(((RingItem.Filmed) items.getFirst()).fragment().bytes()).hasSize(300);
            assertThat(words(drain(late))).containsExactly("config 0", "0", "1", "2");
        }
        assertThat(ring.bytes()).isEqualTo(100 + 300 + 100);
    }

    @Test
    void aSlowReaderLosesFilmAndGoesOnAtTheNewestKeyFrame() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(2), 1 << 20);
        ring.onConfig(config());
        film(ring, 30);
        try (RingReader reader = ring.openBefore(Duration.ofSeconds(9))) {
            for (int i = 0; i < 11; i++) {
                reader.next(Duration.ZERO);
            }
            film(ring, 200); // up to 229; the newest key frame is 225
            assertThat(words(drain(reader)))
                    .containsExactly("lagged 215", "225", "226", "227", "228", "229");
            film(ring, 300);
            ring.onConfig(config());
            film(ring, 100);
            assertThat(words(drain(reader))).startsWith("lagged 376", "config 1", "75", "76");
        }
    }

    @Test
    void bytesAreBoundedEvenWithoutKeyFrames() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofHours(1), 10_000);
        ring.onConfig(config());
        try (RingReader reader = ring.openAtCurrentGop()) {
            ring.onFragment(fragment(0, false, 4_000));
            for (int i = 1; i < 24; i++) {
                ring.onFragment(fragment(i, false, 1_000));
                assertThat(ring.bytes()).isLessThanOrEqualTo(10_000);
            }
            ring.onFragment(fragment(25, false, 1_000));
            assertThat(words(drain(reader))).containsExactly("lagged 9", "config 0", "25");
        }
        assertThat(ring.bytes()).isEqualTo(1_000);
    }

    @Test
    void theSnapshotTakesAKeyFrameThatWillNotBeReplaced() {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(10), 1 << 20);
        assertThat(ring.latestKeyFrame()).isEmpty();
        ring.onConfig(config());
        film(ring, 1);
        assertThat(ring.latestKeyFrame().orElseThrow().fragment().sequence()).isZero();
        film(ring, 25); // 25 is a key frame, but the last
        assertThat(ring.latestKeyFrame().orElseThrow().fragment().sequence()).isZero();
        film(ring, 1);
        assertThat(ring.latestKeyFrame().orElseThrow().fragment().sequence()).isEqualTo(25);
    }

    @Test
    void closingAReaderWakesIt() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(10), 1 << 20);
        RingReader reader = ring.openAtCurrentGop();
        CountDownLatch returned = new CountDownLatch(1);
        NamedThreads.start(
                "waiting",
                () -> {
                    try {
                        if (reader.next(Duration.ofMinutes(5)) == null) {
                            returned.countDown();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        reader.close();
        assertThat(returned.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readersInOtherThreadsSeeEveryFrameInOrderOrAreTold() throws Exception {
        FragmentRing ring = new FragmentRing(Duration.ofSeconds(2), 1 << 20);
        List<Thread> threads = new ArrayList<>();
        AtomicReference<String> wrong = new AtomicReference<>("");
        int last = 20_000;
        VideoConfig config = config();
        for (int i = 0; i < 4; i++) {
            RingReader reader = ring.openAtCurrentGop();
            threads.add(
                    NamedThreads.start(
                            "reader-" + i,
                            () -> wrong.accumulateAndGet(follow(reader, last), String::concat)));
        }
        ring.onConfig(config);
        film(ring, last + 1);
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(wrong.get()).isEmpty();
    }

    private static String follow(RingReader reader, int last) {
        long expected = 0;
        try (reader) {
            while (true) {
                RingItem item = reader.next(Duration.ofSeconds(30));
                switch (item) {
                    case RingItem.Filmed(Fragment f) -> {
                        if (f.sequence() != expected && !(expected < 0 && f.key())) {
                            return "%d instead of %d; ".formatted(f.sequence(), expected);
                        }
                        expected = f.sequence() + 1;
                        if (f.sequence() == last) {
                            return "";
                        }
                    }
                    case RingItem.Lagged lagged -> expected = -1;
                    case RingItem.Configured configured -> {}
                    case RingItem.Gap gap -> {
                        return "a gap; ";
                    }
                    case null -> {
                        return "nothing came after " + expected;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Test
    void whateverHappensReadersGetWholeStreamsInOrderAndMemoryIsBounded() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            epoch = -1;
            Random random = new Random(seed);
            FragmentRing ring = new FragmentRing(Duration.ofMillis(random.nextInt(5000)), 20_000);
            List<RingReader> readers = new ArrayList<>();
            List<List<RingItem>> read = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                int what = random.nextInt(100);
                if (what < 3 || epoch < 0) {
                    ring.onConfig(config());
                } else if (what < 5) {
                    ring.onGap("gap");
                } else if (what < 15 && frame > 0) {
                    ring.onFragment(fragment(frame - 1, true, 1 + random.nextInt(300)));
                } else if (what < 18) {
                    readers.add(ring.openBefore(Duration.ofMillis(random.nextInt(4000))));
                    read.add(new ArrayList<>());
                } else {
                    ring.onFragment(fragment(frame++, false, 1 + random.nextInt(300)));
                }
                assertThat(ring.bytes()).as("seed %d", seed).isLessThanOrEqualTo(20_000);
                for (int i = 0; i < readers.size(); i++) {
                    if (random.nextInt(20) == 0) {
                        read.get(i).addAll(drain(readers.get(i)));
                    }
                }
            }
            for (List<RingItem> items : read) {
                check(items, seed);
            }
        }
    }

    private static void check(List<RingItem> items, long seed) {
        int epoch = -1;
        long expected = -1;
        for (RingItem item : items) {
            switch (item) {
                case RingItem.Configured(VideoConfig c) -> {
                    assertThat(c.epoch()).as("seed %d", seed).isGreaterThan(epoch);
                    epoch = c.epoch();
                    expected = -1;
                }
                case RingItem.Filmed(Fragment f) -> {
                    assertThat(f.epoch()).as("seed %d: %s", seed, words(items)).isEqualTo(epoch);
                    if (f.replacesPrevious()) {
                        assertThat(f.sequence()).as("seed %d", seed).isEqualTo(expected - 1);
                    } else if (expected < 0) {
                        assertThat(f.key()).as("seed %d", seed).isTrue();
                    } else {
                        assertThat(f.sequence()).as("seed %d", seed).isEqualTo(expected);
                    }
                    expected = f.sequence() + 1;
                }
                case RingItem.Gap gap -> expected = -1;
                case RingItem.Lagged lagged -> expected = -1;
            }
        }
    }
}
