package org.vigia.web.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.web.event.SeenArrivals;

class SeenBookTest {
    private final Path directory;
    private long newest = 100;
    private SeenBook book;

    SeenBookTest(@TempDir Path directory) {
        this.directory = directory.resolve("seen");
        book = new SeenBook(this.directory, () -> newest);
    }

    private void restart() {
        book = new SeenBook(directory, () -> newest);
    }

    @Test
    void aNewAccountHasSeenAllThereWasAndNothingThatComes() throws IOException {
        assertThat(book.of("ana").has(100)).isTrue();
        newest = 105;
        assertThat(book.of("ana").missing(1, newest))
                .containsExactly(new SeenArrivals.Range(101, 105));
        restart();
        assertThat(book.of("ana").missing(1, newest))
                .containsExactly(new SeenArrivals.Range(101, 105));
        assertThat(book.of("bob").missing(1, newest)).isEmpty();
    }

    @Test
    void allSeenDoesNotReachWhatIsStillToCome() throws IOException {
        assertThat(book.of("ana")).isNotNull();
        newest = 110;
        book.seeUpTo("ana", Long.MAX_VALUE);
        newest = 111;
        assertThat(book.of("ana").has(110)).isTrue();
        assertThat(book.of("ana").has(111)).isFalse();
        book.seeUpTo("ana", 5);
        assertThat(book.of("ana").has(110)).isTrue();
    }

    @Test
    void whateverIsSeenInWhateverOrderAddsUpAndOutlastsARestart() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            String account = "user-" + seed;
            newest = 0;
            assertThat(book.of(account)).isNotNull();
            newest = 400;
            TreeSet<Long> model = new TreeSet<>();
            for (int i = 0; i < 500; i++) {
                if (random.nextInt(100) == 0) {
                    long upTo = random.nextLong(300);
                    book.seeUpTo(account, upTo);
                    for (long n = 1; n <= upTo; n++) {
                        model.add(n);
                    }
                } else {
                    long arrival = 1 + random.nextLong(400);
                    book.see(account, arrival);
                    model.add(arrival);
                }
                if (random.nextInt(100) == 0) {
                    restart();
                }
                long from = 1 + random.nextLong(400);
                long to = from + random.nextLong(100);
                List<Long> missing = new ArrayList<>();
                for (SeenArrivals.Range range : book.of(account).missing(from, to)) {
                    for (long n = range.last(); n >= range.first(); n--) {
                        missing.add(n);
                    }
                }
                List<Long> expected = new ArrayList<>();
                for (long n = to; n >= from; n--) {
                    if (!model.contains(n)) {
                        expected.add(n);
                    }
                }
                assertThat(missing).as("seed %d, step %d", seed, i).isEqualTo(expected);
            }
        }
    }

    @Test
    void theFileStaysSmallHoweverOftenSomebodyLooks() throws IOException {
        newest = 0;
        assertThat(book.of("ana")).isNotNull();
        newest = 5000;
        for (int i = 1; i <= 3000; i++) {
            book.see("ana", i);
            book.see("ana", 17);
        }
        assertThat(Files.readAllLines(directory.resolve("ana.jsonl")))
                .hasSizeLessThanOrEqualTo(SeenFile.SPARE_LINES + 3);
        restart();
        assertThat(book.of("ana").missing(1, 3001))
                .containsExactly(new SeenArrivals.Range(3001, 3001));
    }

    @Test
    void aLineThatAPowerCutHasCutShortIsPassedOver() throws IOException {
        assertThat(book.of("ana")).isNotNull();
        newest = 110;
        book.see("ana", 105);
        Files.writeString(
                directory.resolve("ana.jsonl"), "{\"upTo\":999", StandardOpenOption.APPEND);
        restart();
        book.see("ana", 107);
        restart();
        assertThat(book.of("ana").missing(101, 108))
                .extracting(SeenArrivals.Range::size)
                .containsExactly(1L, 1L, 4L);
    }

    @Test
    void aClosedAccountLeavesNothingBehind() throws IOException {
        newest = 7;
        assertThat(book.of("ana")).isNotNull();
        newest = 9;
        book.forget("ana");
        assertThat(directory.resolve("ana.jsonl")).doesNotExist();
        assertThat(book.of("ana").has(9)).isTrue();
        assertThatThrownBy(() -> book.of("../ana"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an account's name");
    }

    @Test
    void severalBrowsersMayLookAtOnce() throws Exception {
        newest = 0;
        assertThat(book.of("ana")).isNotNull();
        newest = 1000;
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            int first = t;
            NamedThreads.start(
                    "looking-" + t,
                    () -> {
                        try {
                            for (int i = first; i < 200; i += 4) {
                                book.see("ana", i + 1);
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        } finally {
                            done.countDown();
                        }
                    });
        }
        done.await();
        restart();
        assertThat(book.of("ana").missing(1, 200)).isEmpty();
    }
}
