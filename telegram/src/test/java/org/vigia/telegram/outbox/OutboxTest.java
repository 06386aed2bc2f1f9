package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.bot.TelegramBot;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Fault;
import org.vigia.telegram.server.Received;
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

    private static final class Family implements Audience {
        @Override
        public List<Recipient> hearing(String camera, Subject subject) {
            return List.of(new Recipient(ANA, Language.ES));
        }

        @Override
        public boolean mayHear(String camera, long chat) {
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

    private static byte[] jpeg() throws IOException {
        var bytes = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_INT_RGB),
                "jpg",
                bytes);
        return bytes.toByteArray();
    }

    @Test
    void aTextDoesNotWaitForAPictureThatIsSlow() throws Exception {
        telegram.faults().next("sendPhoto", new Fault.SlowAnswer(3_000));
        alert(Subject.MOTION);
        awaitKinds("text");
        outbox.picture(EVENT, EVENT, 0, jpeg());
        assertThat(
                        telegram.await(
                                all -> all.stream().anyMatch(r -> r.method().equals("sendPhoto")),
                                PATIENCE))
                .isTrue();
        outbox.tell(new Alert(Subject.PANIC, "patio", 0, false, null));
        await(() ->
                telegram.requests("sendMessage").stream()
                        .anyMatch(r -> r.value("text").contains("ayuda")));
        List<Received> order = telegram.requests();
        assertThat(order.stream().map(Received::status)).doesNotContain(400, 429);
    }

    @Test
    void whatIsKeptIsForItsOwnerAlone() throws Exception {
        telegram.faults().always("sendPhoto", new Fault.ServerError(500, false));
        alert(Subject.MOTION);
        outbox.picture(EVENT, EVENT, 0, jpeg());
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
        outbox.picture(EVENT, EVENT, 0, jpeg());
        awaitKinds("text");
        await(() -> Files.exists(folder.resolve("outbox/media/" + EVENT + ".jpg")));
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
        byte[] bytes = new byte[4_000];
        byte[] head = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'};
        System.arraycopy(head, 0, bytes, 0, head.length);
        Files.write(film, bytes);
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
        outbox.close();
        bot.close();
        outbox.close();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("telegram"));
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
