package org.vigia.telegram.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.Secret;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Fault;
import org.vigia.telegram.server.Samples;
import org.vigia.telegram.server.Shown;

/// The bot against a Bot API server that takes nothing that the documentation does not know.
class TelegramBotTest {
    private static final long ANA = 7_000_001;
    private static final long GROUP = -5_000_001;

    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Duration FILM_ANSWER = Duration.ofSeconds(3);

    @TempDir Path folder;
    private BotApiServer telegram;
    private TelegramBot bot;

    @BeforeEach
    void start() throws IOException {
        telegram = BotApiServer.started();
        telegram.phone().user(ANA, "Ana", "es");
        telegram.phone().starts(ANA, "");
        bot = bot(BotApiServer.TOKEN);
    }

    @AfterEach
    void stop() {
        bot.close();
        telegram.close();
    }

    private TelegramBot bot(String token) {
        return new TelegramBot(
                new BotSettings(
                        new Secret(token), URI.create("http://127.0.0.1:" + telegram.port())),
                new ChatLimits(Pace.system()),
                SILENCE,
                FILM_ANSWER);
    }

    private static Message.Text text(long chat, String words) {
        return new Message.Text(chat, words, OptionalLong.empty(), false, List.of());
    }

    private long sent(Message message) throws InterruptedException {
        Outcome<Long> outcome = bot.send(message);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<Long>) outcome).value();
    }

    @Test
    void textsWithButtonsPicturesFilmsAndEditsAreTaken() throws Exception {
        long first =
                sent(
                        new Message.Text(
                                ANA,
                                "Motion <at> *yard*",
                                OptionalLong.empty(),
                                false,
                                List.of(
                                        List.of(
                                                new Message.Button(
                                                        "Disarm", new Press.Disarm())))));
        byte[] jpeg = Samples.jpeg();
        sent(
                new Message.Photo(
                        ANA,
                        new Message.Upload.Bytes(jpeg),
                        "21:04:07",
                        OptionalLong.of(first),
                        true));
        Path film = folder.resolve("film.mp4");
        Files.write(film, Samples.mp4());
        sent(
                new Message.Film(
                        ANA, new Message.Upload.Stored(film), "", OptionalLong.of(first), true));
        // What comes at once is held back here, so that the server need not.
        Outcome<Long> early = bot.send(new Message.Edit(ANA, first, "Safe", List.of()));
        assertThat(early).isInstanceOf(Outcome.Limited.class);
        Pace.system().sleep(((Outcome.Limited<Long>) early).after());
        sent(new Message.Edit(ANA, first, "Safe", List.of()));

        List<Shown> shown = telegram.phone().fromBot(ANA);
        assertThat(shown.stream().map(Shown::kind)).containsExactly("text", "photo", "video");
        assertThat(shown.get(0).text()).isEqualTo("Safe");
        assertThat(shown.get(0).earlier()).containsExactly("Motion <at> *yard*");
        assertThat(shown.get(0).format()).isEmpty();
        assertThat(shown.get(1).replyTo()).isEqualTo((int) first);
        assertThat(shown.get(1).silent()).isTrue();
        assertThat(shown.get(1).text()).isEqualTo("21:04:07");
        assertThat(shown.get(2).replyTo()).isEqualTo((int) first);
        assertThat(telegram.limits().violations()).isEmpty();
    }

    @Test
    void whatPeopleDoComesWithTelegramsClock() throws Exception {
        telegram.clock().set(Instant.parse("2031-05-06T07:08:09Z"));
        telegram.phone().group(GROUP, "Home", List.of(ANA));
        telegram.phone().says(ANA, ANA, "/status");
        telegram.phone().says(GROUP, ANA, "/arm");
        Outcome<Updates> outcome = bot.updates(0, Duration.ZERO);
        Updates updates = ((Outcome.Done<Updates>) outcome).value();
        assertThat(updates.date()).isBetween("2031-05-06T07:08:09Z", "2031-05-06T07:08:30Z");
        assertThat(updates.updates().stream().filter(Update.Written.class::isInstance))
                .satisfiesExactly(
                        u -> {
                            Update.Written status = (Update.Written) u;
                            assertThat(status.text()).isEqualTo("/status");
                            assertThat(status.chat().group()).isFalse();
                            assertThat(status.from().language()).isEqualTo("es");
                            assertThat(status.toString()).doesNotContain("7000001", "Ana");
                        },
                        u -> assertThat(((Update.Written) u).chat().group()).isTrue());
    }

    @Test
    void anUpdateThatNobodyKnowsDoesNotStandInTheWay() throws Exception {
        var strange = new com.fasterxml.jackson.databind.ObjectMapper().readTree("[1,2]");
        telegram.phone().happens("message", strange);
        telegram.phone().says(ANA, ANA, "/status");
        Updates updates = ((Outcome.Done<Updates>) bot.updates(0, Duration.ZERO)).value();
        assertThat(updates.updates()).hasAtLeastOneElementOfType(Update.Other.class);
        assertThat(updates.updates().getLast()).isInstanceOf(Update.Written.class);
    }

    @Test
    void menusAndPressesAndTheBotsNameAreUnderstood() throws Exception {
        assertThat(bot.whoAmI())
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        d ->
                                assertThat(((Bot.Identity) d.value()).name())
                                        .isEqualTo(BotApiServer.USERNAME));
        assertThat(bot.commands("es", List.of(new Bot.Command("arm", "Armar"))))
                .isEqualTo(new Outcome.Done<>(true));
        assertThat(telegram.phone().menu("default", "", "es")).containsExactly("arm - Armar");
        long message =
                sent(
                        new Message.Text(
                                ANA,
                                "Motion",
                                OptionalLong.empty(),
                                true,
                                List.of(List.of(new Message.Button("Foto", new Press.Photo())))));
        String press = telegram.phone().presses(ANA, ANA, (int) message, "Foto");
        Updates updates = ((Outcome.Done<Updates>) bot.updates(0, Duration.ZERO)).value();
        Update.Pressed pressed = (Update.Pressed) updates.updates().getLast();
        assertThat(Press.parse(pressed.data())).contains(new Press.Photo());
        assertThat(pressed.message()).isEqualTo(message);
        assertThat(bot.answerPress(pressed.press(), "Hecho", true))
                .isEqualTo(new Outcome.Done<>(true));
        assertThat(telegram.phone().told(press)).isPresent();
    }

    @Test
    void whatTelegramRefusesIsSaidInItsKind() throws Exception {
        assertThat(bot.send(text(999, "nobody"))).isInstanceOf(Outcome.Gone.class);
        telegram.phone().blocks(ANA);
        assertThat(bot.send(text(ANA, "blocked"))).isInstanceOf(Outcome.Gone.class);
        telegram.phone().unblocks(ANA);
        assertThat(bot.send(new Message.Text(ANA, "to", OptionalLong.of(4_711), false, List.of())))
                .isInstanceOf(Outcome.NothingToReplyTo.class);
        Pace.system().sleep(Duration.ofSeconds(3));
        long message = sent(text(ANA, "same"));
        assertThat(bot.send(new Message.Edit(ANA, message, "same", List.of())))
                .isInstanceOf(Outcome.Unchanged.class);
        telegram.phone().group(GROUP, "Home", List.of(ANA));
        telegram.phone().migrates(GROUP, -1_001_234_567_890L);
        assertThat(bot.send(text(GROUP, "moved")))
                .isEqualTo(new Outcome.Moved<>(-1_001_234_567_890L));
        try (TelegramBot stranger = bot("7000000001:AAwrongwrongwrongwrongwrongwrongwrong")) {
            assertThat(stranger.send(text(ANA, "hello"))).isInstanceOf(Outcome.WrongToken.class);
        }
    }

    @Test
    void whatGoesWrongOnTheWayIsTriedAgainByOthers() throws Exception {
        telegram.faults().next("sendMessage", new Fault.ServerError(502, false));
        assertThat(bot.send(text(ANA, "1"))).isInstanceOf(Outcome.Unreachable.class);
        telegram.faults().next("sendMessage", new Fault.HtmlPage(200, false));
        assertThat(bot.send(text(ANA, "2"))).isInstanceOf(Outcome.Unreachable.class);
        telegram.faults().next("sendMessage", new Fault.HtmlPage(413, false));
        assertThat(bot.send(text(ANA, "3"))).isEqualTo(new Outcome.Refused<>(413, "too large"));
        telegram.faults().next("sendMessage", new Fault.TooManyRequests(7));
        Pace.system().sleep(Duration.ofSeconds(2));
        assertThat(bot.send(text(ANA, "4")))
                .isEqualTo(new Outcome.Limited<>(Duration.ofSeconds(7)));
        // Whoever asks again within the seven is told so without a request.
        int requests = telegram.requests().size();
        assertThat(bot.send(text(ANA, "5"))).isInstanceOf(Outcome.Limited.class);
        assertThat(telegram.requests()).hasSize(requests);
        telegram.close();
        assertThat(bot.whoAmI())
                .isInstanceOfSatisfying(
                        Outcome.Unreachable.class,
                        u -> assertThat(u.toString()).doesNotContain(BotApiServer.TOKEN, "AAFake"));
    }

    private long confirmed() throws InterruptedException {
        Updates old = ((Outcome.Done<Updates>) bot.updates(0, Duration.ZERO)).value();
        return old.updates().getLast().id() + 1;
    }

    private void awaitPoller() throws InterruptedException {
        for (int i = 0; telegram.pollers() == 0; i++) {
            assertThat(i).as("waiting for a poll").isLessThan(2_000);
            Pace.system().sleep(Duration.ofMillis(5));
        }
    }

    @Test
    void aRequestWhoseAnswerIsLostIsNotRepeatedUnasked() throws Exception {
        assertThat(bot.whoAmI()).isInstanceOf(Outcome.Done.class);
        telegram.faults().next("sendMessage", new Fault.Reset(true));

        assertThat(bot.send(text(ANA, "once"))).isInstanceOf(Outcome.Unreachable.class);

        assertThat(telegram.requests("sendMessage")).hasSize(1);
        assertThat(telegram.phone().fromBot(ANA)).hasSize(1);
    }

    private Message.Film film() throws IOException {
        Path film = folder.resolve("slow.mp4");
        Files.write(film, Samples.mp4());
        return new Message.Film(
                ANA, new Message.Upload.Stored(film), "", OptionalLong.empty(), false);
    }

    @Test
    void aFilmThatTelegramHasGotWholeMayBeLookedThroughForAWhile() throws Exception {
        telegram.faults().next("sendVideo", new Fault.SlowAnswer(SILENCE.toMillis() * 3));
        assertThat(bot.send(film())).isInstanceOf(Outcome.Done.class);
        assertThat(telegram.requests("sendVideo")).hasSize(1);
        // Nothing else is waited for so long.
        telegram.faults().next("sendPhoto", new Fault.SlowAnswer(SILENCE.toMillis() * 3));
        Message.Upload picture = new Message.Upload.Bytes(Samples.jpeg());
        assertThat(bot.send(new Message.Photo(ANA, picture, "", OptionalLong.empty(), false)))
                .isEqualTo(new Outcome.Unreachable<>("no answer in time"));
    }

    @Test
    void aFilmThatIsNeverAnsweredIsNotWaitedForForEver() throws Exception {
        telegram.faults().next("sendVideo", new Fault.Silence(false));
        assertThat(bot.send(film())).isEqualTo(new Outcome.Unreachable<>("no answer in time"));
    }

    @Test
    void aFileThatIsGoneIsHopeless() throws Exception {
        Message.Upload gone = new Message.Upload.Stored(folder.resolve("gone.jpg"));

        assertThat(bot.send(new Message.Photo(ANA, gone, "", OptionalLong.empty(), false)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(telegram.requests("sendPhoto")).isEmpty();
    }

    @Test
    void closingEndsARequestThatWaits() throws Exception {
        AtomicReference<Object> came = new AtomicReference<>("nothing");
        Thread poll = poll(came);
        awaitPoller();
        bot.close();
        assertThat(poll.join(Duration.ofSeconds(5))).isTrue();
        assertThat(came.get()).isInstanceOf(Outcome.Unreachable.class);
    }

    @Test
    void anInterruptEndsARequestThatWaits() throws Exception {
        AtomicReference<Object> came = new AtomicReference<>("nothing");
        Thread poll = poll(came);
        awaitPoller();
        assertThat(NamedThreads.stop(poll, Duration.ofSeconds(5))).isTrue();
        assertThat(came.get()).isInstanceOf(InterruptedException.class);
    }

    /// @param came what the request ends with
    private Thread poll(AtomicReference<Object> came) throws InterruptedException {
        long offset = confirmed();
        return NamedThreads.start(
                "poll",
                () -> {
                    try {
                        came.set(bot.updates(offset, Duration.ofSeconds(50)));
                    } catch (InterruptedException e) {
                        came.set(e);
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
