package org.vigia.telegram.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.bot.Update;
import org.vigia.telegram.bot.Updates;

class PollerTest {
    private static final Instant DATE = ScriptedBot.DATE;

    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private final ScriptedBot bot = new ScriptedBot();
    private final List<String> taken = new ArrayList<>();
    private Poller poller;

    @BeforeEach
    void begin() {
        poller = new Poller(bot, Handled.load(folder.resolve("handled")), pace);
    }

    private Duration poll(Outcome<Updates> outcome) throws InterruptedException {
        return poll(
                outcome,
                (update, age) -> {
                    String stale = age.isStale(pace.nanos()) ? " stale" : "";
                    taken.add(update.id() + stale);
                });
    }

    private Duration poll(Outcome<Updates> outcome, BiConsumer<Update, Freshness> taking)
            throws InterruptedException {
        bot.polls.add(outcome);
        return poller.poll(
                new Poller.Taker() {
                    @Override
                    public void take(Update update, Freshness age) {
                        taking.accept(update, age);
                    }

                    @Override
                    public boolean matters(Update update) {
                        return !(update instanceof Update.Other);
                    }
                });
    }

    private static Outcome<Updates> answer(@Nullable Instant date, Update... updates) {
        return new Outcome.Done<>(new Updates(List.of(updates), date));
    }

    private static Update written(long id, Instant sent) {
        return new Update.Written(
                id, new Update.Chat(5, false, ""), OrdersBed.person(5), id, sent, "/arm");
    }

    private static Update pressed(long id) {
        return new Update.Pressed(
                id, "p", new Update.Chat(5, false, ""), 7, OrdersBed.person(5), "disarm");
    }

    @Test
    void afterAStartAndAFailureItIsAskedForWhatWaitsAlready() throws Exception {
        poll(answer(DATE));
        poll(answer(DATE));
        poll(new Outcome.Unreachable<>("no connection"));
        poll(answer(DATE, written(41, DATE)));
        poll(answer(DATE));
        assertThat(bot.asked)
                .containsExactly(
                        "0 for 0 s", "0 for 50 s", "0 for 50 s", "0 for 0 s", "42 for 50 s");
    }

    @Test
    void withoutAnAnswerItWaitsLongerAndLonger() throws Exception {
        assertThat(poll(new Outcome.Unreachable<>("x"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(poll(new Outcome.Unreachable<>("x"))).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            poll(new Outcome.Refused<>(400, "x"));
        }
        assertThat(poll(new Outcome.Unreachable<>("x"))).isEqualTo(Duration.ofMinutes(1));
        assertThat(poll(answer(DATE, written(1, DATE)))).isZero();
        assertThat(poll(new Outcome.Unreachable<>("x"))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aFloodLimitIsKeptToTheSecond() throws Exception {
        assertThat(poll(new Outcome.Limited<>(Duration.ofSeconds(17))))
                .isEqualTo(Duration.ofSeconds(17));
        assertThat(poll(new Outcome.Limited<>(Duration.ZERO))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anotherPollerIsGivenWay() throws Exception {
        assertThat(poll(new Outcome.Conflict<>())).isEqualTo(Duration.ofSeconds(10));
        assertThat(poll(new Outcome.Conflict<>())).isEqualTo(Duration.ofSeconds(20));
        for (int i = 0; i < 20; i++) {
            poll(new Outcome.Conflict<>());
        }
        assertThat(poll(new Outcome.Conflict<>())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aWrongTokenIsTriedOnceAnHour() throws Exception {
        assertThat(poll(new Outcome.WrongToken<>())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aServerThatDoesNotHoldTheRequestOpenIsNotAskedInALoop() throws Exception {
        poll(answer(DATE));
        assertThat(poll(answer(DATE))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theAgeIsTakenFromTelegramsOwnDates() throws Exception {
        poll(answer(DATE, written(1, DATE.minusSeconds(120)), written(2, DATE.minusSeconds(121))));
        assertThat(taken).containsExactly("1", "2 stale");
    }

    @Test
    void withoutADateOrWithAnAbsurdOneAnOrderIsAsOldAsTheLastAnswer() throws Exception {
        poll(answer(null, written(1, DATE)));
        poll(answer(null, written(2, DATE)));
        poll(answer(DATE.minus(Duration.ofDays(1)), written(3, DATE)));
        pace.advance(Duration.ofSeconds(121));
        poll(answer(null, written(4, DATE)));
        pace.advance(Duration.ofSeconds(121));
        poll(answer(DATE.minus(Duration.ofDays(1)), written(5, DATE)));
        assertThat(taken).containsExactly("1 stale", "2", "3", "4 stale", "5 stale");
    }

    @Test
    void aPressIsAsOldAsTheLastAnswerAtMost() throws Exception {
        poll(answer(DATE, pressed(1)));
        pace.advance(Duration.ofMinutes(2));
        poll(answer(DATE, pressed(2)));
        pace.advance(Duration.ofSeconds(121));
        poll(answer(DATE, pressed(3)));
        poll(answer(DATE, pressed(4)));
        assertThat(taken).containsExactly("1 stale", "2", "3 stale", "4");
    }

    @Test
    void behindAFullAnswerMayBeOlderPresses() throws Exception {
        poll(answer(DATE));
        pace.advance(Duration.ofSeconds(121));
        Update[] full = new Update[100];
        for (int i = 0; i < full.length; i++) {
            full[i] = new Update.Other(1 + i);
        }
        poll(answer(DATE, full));
        taken.clear();
        poll(answer(DATE, pressed(101)));
        poll(answer(DATE, pressed(102)));
        assertThat(taken).containsExactly("101 stale", "102");
        assertThat(bot.asked).element(2).isEqualTo("101 for 0 s");
    }

    @Test
    void numbersThatBeginAnewAreTakenAsTheyCome() throws Exception {
        poll(answer(DATE, written(900, DATE)));
        poll(answer(DATE, written(12, DATE)));
        poll(answer(DATE, written(900, DATE)));
        assertThat(taken).containsExactly("900", "12");
        poll(answer(DATE));
        assertThat(bot.asked).last().isEqualTo("901 for 50 s");
    }

    @Test
    void whatWasTakenIsOnTheDiskBeforeAnythingIsDoneAboutIt() throws Exception {
        Path file = folder.resolve("handled");
        poller = new Poller(bot, Handled.load(file), pace);
        List<String> onDisk = new ArrayList<>();
        poll(
                answer(DATE, written(41, DATE), written(42, DATE)),
                (update, _) -> {
                    try {
                        onDisk.add(update.id() + " " + Files.readString(file));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        assertThat(onDisk)
                .containsExactly(
                        "41 {\"offset\":43,\"ids\":[41,42]}", "42 {\"offset\":43,\"ids\":[41,42]}");
    }

    @Test
    void whatNothingIsDoneAboutIsNotWrittenDown() throws Exception {
        poll(answer(DATE, new Update.Other(41)));
        assertThat(folder.resolve("handled")).doesNotExist();
        poll(answer(DATE, written(42, DATE)));
        assertThat(folder.resolve("handled")).content().contains("[41,42]");
    }

    @Test
    void whatSomebodyOrdersInTheBatchThatLetsThemInIsWrittenDownFirst() throws Exception {
        Path file = folder.resolve("handled");
        List<String> known = new ArrayList<>();
        List<Boolean> onDisk = new ArrayList<>();
        bot.polls.add(answer(DATE, written(41, DATE), written(42, DATE)));
        poller.poll(
                new Poller.Taker() {
                    @Override
                    public void take(Update update, Freshness age) {
                        // The first is the invitation's code.
                        known.add("5");
                        onDisk.add(Files.exists(file));
                    }

                    @Override
                    public boolean matters(Update update) {
                        return known.contains("5");
                    }
                });
        assertThat(onDisk).containsExactly(false, true);
    }

    @Test
    void whereTheDiskRefusesTelegramIsMadeToForgetFirst() throws Exception {
        Path gone = folder.resolve("gone");
        Files.createDirectory(gone);
        poller = new Poller(bot, Handled.load(gone.resolve("handled")), pace);
        Files.delete(gone);
        poll(answer(DATE, written(41, DATE)));
        poll(new Outcome.Unreachable<>("x"));
        assertThat(taken).as("Telegram may still give it again").isEmpty();
        poll(answer(DATE, written(42, DATE)));
        assertThat(taken).containsExactly("41");
        assertThat(bot.asked).last().isEqualTo("42 for 0 s");
        Files.createDirectory(gone);
        poll(answer(DATE, written(43, DATE)));
        assertThat(taken).containsExactly("41", "42", "43");
    }

    @Test
    void aFileThatCannotBeReadIsBegunAnew() throws Exception {
        Path file = folder.resolve("handled");
        Files.writeString(file, "{\"offset\":4");
        assertThat(Handled.load(file).offset()).isZero();
    }

    @Test
    void theLastThousandAreRemembered() throws Exception {
        Handled handled = Handled.load(folder.resolve("handled"));
        for (long id = 1; id <= 1_500; id++) {
            handled.take(List.of(new Update.Other(id)));
        }
        handled.save();
        Handled again = Handled.load(folder.resolve("handled"));
        assertThat(again.take(List.of(new Update.Other(501)))).isEmpty();
        assertThat(again.take(List.of(new Update.Other(500)))).hasSize(1);
    }
}
