package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.Secret;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.ThreadDump;
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.bot.TelegramBot;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Fault;
import org.vigia.telegram.server.Received;
import org.vigia.telegram.server.Samples;
import org.vigia.telegram.server.Shown;
import org.vigia.telegram.text.Language;
import org.vigia.telegram.text.Subject;

/// The outbox with its threads, its disk and the strict Bot API server.
class OutboxTest {
    private static final long ANA = 7_000_001;
    private static final EventId EVENT = new EventId("01a1ff72-be2f-7bfc-ab29-9e4d30abc767");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;
    private BotApiServer telegram;
    private TelegramBot bot;
    private Outbox outbox;
    private final AtomicInteger bugs = new AtomicInteger();

    private final class Family implements Audience {
        @Override
        public List<Recipient> hearing(String camera, Subject subject) {
            return List.of(new Recipient(ANA, Language.ES));
        }

        @Override
        public boolean mayHear(String camera, long chat) {
            if (bugs.getAndDecrement() > 0) {
                throw new IllegalStateException("a bug");
            }
            return true;
        }

        @Override
        public boolean knows(long chat) {
            return true;
        }

        @Override
        public void moved(long from, long to) {
            throw new AssertionError("nobody moves here");
        }
    }

    @BeforeEach
    void start() throws IOException {
        telegram = BotApiServer.started();
        telegram.phone().user(ANA, "Ana", "es");
        telegram.phone().starts(ANA, "");
        begin();
    }

    @AfterEach
    void stop() {
        outbox.close();
        bot.close();
        telegram.close();
    }

    private void begin() throws IOException {
        bot =
                new TelegramBot(
                        new BotSettings(
                                new Secret(BotApiServer.TOKEN),
                                URI.create("http://127.0.0.1:" + telegram.port())),
                        Pace.system());
        outbox =
                new Outbox(
                        folder.resolve("outbox"),
                        bot,
                        new Family(),
                        new OutboxSettings(
                                Duration.ofMinutes(5), 1 << 28, ZoneOffset.UTC, "", true, 2_000),
                        Clock.systemUTC(),
                        Pace.system());
        outbox.start();
    }

    private void alert(Subject subject) {
        outbox.tell(new Alert(subject, "patio", Clock.systemUTC().millis(), true, EVENT));
        outbox.opened(EVENT, EVENT);
    }

    private String journal() {
        try {
            return Files.readString(folder.resolve("outbox/journal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitKinds(String... kinds) throws InterruptedException {
        await(() ->
                telegram.phone().fromBot(ANA).stream()
                        .map(Shown::kind)
                        .toList()
                        .equals(List.of(kinds)));
    }

    private static void await(BooleanSupplier wish) throws InterruptedException {
        Pace pace = Pace.system();
        long deadline = pace.nanos() + PATIENCE.toNanos();
        while (!wish.getAsBoolean()) {
            assertThat(pace.nanos() - deadline).as("waiting").isNegative();
            pace.sleep(Duration.ofMillis(5));
        }
    }

    @Test
    void aTextDoesNotWaitForAPictureThatIsSlow() throws Exception {
        telegram.faults().next("sendPhoto", new Fault.Silence(false));
        alert(Subject.MOTION);
        awaitKinds("text");
        outbox.picture(EVENT, EVENT, 0, Samples.jpeg());
        await(() -> telegram.requests("sendPhoto").size() == 1);
        outbox.tell(new Alert(Subject.PANIC, "patio", 0, false, null));
        await(() ->
                telegram.phone().fromBot(ANA).stream()
                        .anyMatch(shown -> shown.text().contains("ayuda")));
        assertThat(telegram.phone().fromBot(ANA).stream().map(Shown::kind))
                .as("the picture has no answer yet")
                .doesNotContain("photo");
        assertThat(telegram.requests().stream().map(Received::status)).doesNotContain(400, 429);
    }

    @Test
    void aBugInOneRoundEndsNothing() throws Exception {
        bugs.set(3);
        alert(Subject.MOTION);
        awaitKinds("text");
        assertThat(bugs.get()).isNegative();
    }

    @Test
    void whatIsKeptIsForItsOwnerAlone() throws Exception {
        telegram.faults().always("sendPhoto", new Fault.ServerError(500, false));
        alert(Subject.MOTION);
        outbox.picture(EVENT, EVENT, 0, Samples.jpeg());
        Path picture = folder.resolve("outbox/media/" + EVENT + ".jpg");
        await(() -> Files.exists(picture));
        for (Path file : List.of(picture, folder.resolve("outbox/journal"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aPictureThatWaitedOutlivesTheProcess() throws Exception {
        telegram.faults().always("sendPhoto", new Fault.ServerError(500, false));
        alert(Subject.MOTION);
        outbox.picture(EVENT, EVENT, 0, Samples.jpeg());
        awaitKinds("text");
        await(() -> journal().contains("\"stored\""));
        outbox.close();
        bot.close();
        telegram.faults().clear();
        begin();
        awaitKinds("text", "photo");
        await(() -> outbox.waiting() == 0);
        assertThat(telegram.phone().fromBot(ANA).getLast().replyTo())
                .isEqualTo(telegram.phone().fromBot(ANA).getFirst().id());
        await(() -> !Files.exists(folder.resolve("outbox/media/" + EVENT + ".jpg")));
    }

    @Test
    void aDamagedLineIsSkippedAndTheRestIsTold() throws Exception {
        telegram.faults().always("sendMessage", new Fault.ServerError(500, false));
        alert(Subject.MOTION);
        await(() -> !telegram.requests("sendMessage").isEmpty());
        outbox.close();
        bot.close();
        Path journal = folder.resolve("outbox/journal");
        Files.writeString(journal, "{\"line\":\"nonsense\"}\n" + Files.readString(journal));
        telegram.faults().clear();
        begin();
        awaitKinds("text");
    }

    @Test
    void whatPiBHasSignedForIsGoneFromTheSpoolAndStillSent() throws Exception {
        alert(Subject.MOTION);
        Path film = folder.resolve("film.mp4");
        Files.write(film, Samples.mp4());
        outbox.film(EVENT, EVENT, 0, film);
        Files.delete(film);
        outbox.ended(EVENT);
        outbox.safe(EVENT);
        awaitKinds("text", "video");
        await(() -> telegram.phone().fromBot(ANA).getFirst().text().contains("a salvo"));
        await(() -> outbox.waiting() == 0);
    }

    @Test
    void nobodyWaitsForTelegramAndClosingLeavesNoThread() throws Exception {
        telegram.faults().always("sendMessage", new Fault.Silence(false));
        Pace pace = Pace.system();
        long before = pace.nanos();
        for (int i = 0; i < 1_000; i++) {
            alert(Subject.PANIC);
        }
        assertThat(Duration.ofNanos(pace.nanos() - before)).isLessThan(Duration.ofSeconds(2));
        await(() -> !telegram.requests("sendMessage").isEmpty() || outbox.waiting() > 0);
        assertThat(ThreadDump.take(folder))
                .contains("telegram-outbox", "telegram-send", "telegram-disk");
        outbox.close();
        bot.close();
        outbox.close();
        assertThat(ThreadDump.take(folder)).doesNotContain("telegram-");
        assertThat(outbox.waiting()).isPositive();
    }

    @Test
    void aWrongTokenIsSaidAsTroubleBeforeThereIsAnAlert() throws Exception {
        outbox.close();
        bot.close();
        bot =
                new TelegramBot(
                        new BotSettings(
                                new Secret("7000000001:AAwrongwrongwrongwrongwrongwrongwrong"),
                                URI.create("http://127.0.0.1:" + telegram.port())),
                        Pace.system());
        outbox =
                new Outbox(
                        folder.resolve("other"),
                        bot,
                        new Family(),
                        new OutboxSettings(
                                Duration.ofMinutes(5), 1 << 28, ZoneOffset.UTC, "", true, 2_000),
                        Clock.systemUTC(),
                        Pace.system());
        AtomicInteger changes = new AtomicInteger();
        outbox.observe(changes::incrementAndGet);
        outbox.start();
        await(() -> outbox.trouble().filter(t -> t == AlertTrouble.TOKEN).isPresent());
        await(() -> changes.get() == 1);
        alert(Subject.MOTION);
        await(() -> outbox.waiting() == 1);
        assertThat(telegram.requests("sendMessage")).isEmpty();
    }
}
