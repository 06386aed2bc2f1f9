package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.text.Subject;

/// What becomes of the journal and of pictures where the disk hangs or refuses.
@Timeout(60)
class DiskTest {
    @TempDir Path folder;
    private final java.security.SecureRandom ids = new java.security.SecureRandom();
    private final List<News> news = Collections.synchronizedList(new ArrayList<>());
    private final FakePace pace = new FakePace();

    private Disk disk() throws Exception {
        return new Disk(
                new Ledger(folder.resolve("journal")),
                new Media(folder.resolve("media")),
                news::add,
                pace);
    }

    private static Line.Begun begun(long number) {
        return new Line.Begun(number, Subject.PANIC, "yard", 5, true, null, List.of());
    }

    private void awaitNews(int count) throws InterruptedException {
        while (news.size() < count) {
            Pace.system().sleep(Duration.ofMillis(5));
        }
    }

    @Test
    void aDiskThatHangsHoldsNoMorePicturesThanTheHeapCanSpare() throws Exception {
        Disk disk = disk();
        for (int i = 0; i < 40; i++) {
            EventId event = EventId.create(Clock.systemUTC(), ids);
            disk.keep(1, new Item(i, ItemKind.PICTURE, 0, event, event, null), new byte[1 << 20]);
        }
        disk.start();
        awaitNews(16);
        disk.close();
        assertThat(news).hasSize(16).allMatch(News.Kept.class::isInstance);
    }

    @Test
    void aDiskThatHangsHoldsNoMoreLinesThanTheHeapCanSpareAndIsGivenAllAnew() throws Exception {
        Disk disk = disk();
        for (int i = 1; i <= 30_000; i++) {
            disk.write(begun(i));
        }
        assertThat(disk.isLacking()).isTrue();
        assertThat(disk.isFailing()).isTrue();
        disk.start();
        awaitNews(1);
        assertThat(news.getFirst()).isInstanceOf(News.Lacking.class);
        disk.rewrite(List.of(begun(30_000)));
        disk.close();
        assertThat(Files.readAllLines(folder.resolve("journal"))).hasSize(1);
        assertThat(disk.isLacking()).isFalse();
    }

    @Test
    void aDiskThatRefusesIsGivenAllAnewUntilItTakesIt() throws Exception {
        Path journal = folder.resolve("journal");
        Files.createDirectories(journal.resolve("in-the-way"));
        Disk disk = disk();
        disk.start();
        disk.write(begun(1));
        awaitNews(1);
        assertThat(disk.isFailing()).isTrue();
        disk.rewrite(List.of(begun(1)));
        pace.advance(Duration.ofSeconds(5));
        awaitNews(2);
        Files.delete(journal.resolve("in-the-way"));
        Files.delete(journal);
        disk.rewrite(List.of(begun(1)));
        disk.write(begun(2));
        disk.close();
        assertThat(disk.isLacking()).isFalse();
        assertThat(Files.readAllLines(journal)).hasSize(2);
    }
}
