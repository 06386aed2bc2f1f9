package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.text.Subject;

/// The table *Errors* of docs/design/telegram.md, row by row.
class ErrorsTest {
    private static final long ANA = 7_001;
    private static final long BOB = 7_002;
    private static final EventId EVENT = new EventId("01a1ff72-be2f-7bfc-ab29-9e4d30abc767");

    private Simulation telegram;

    @BeforeEach
    void begin() throws Exception {
        telegram = new Simulation(new Random(1), Simulation.settings()).chat(ANA).chat(BOB);
    }

    private void alert(String camera) {
        telegram.hear(new News.Told(new Alert(Subject.PANIC, camera, telegram.wall(), true, null)));
    }

    private void motion() {
        telegram.hear(
                new News.Told(
                        new Alert(Subject.MOTION, "front-door", telegram.wall(), true, EVENT)));
        telegram.hear(new News.Opened(EVENT, EVENT));
    }

    private void pass(int seconds) {
        telegram.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void aChatThatIsToWaitWaitsToTheSecondAndOthersGoOn() {
        telegram.answers.put(ANA, new Outcome.Limited<>(Duration.ofSeconds(17)));
        alert("yard");
        telegram.pass(Duration.ofMillis(16_900));
        assertThat(telegram.texts(BOB)).hasSize(1);
        assertThat(telegram.texts(ANA)).isEmpty();
        telegram.pass(Duration.ofMillis(600));
        assertThat(telegram.texts(ANA)).hasSize(1);
    }

    @Test
    void aChatThatIsToWaitWaitsAfterARestartTooAndNoLongerThanItWasTold() throws Exception {
        telegram.answers.put(ANA, new Outcome.Limited<>(Duration.ofSeconds(17)));
        alert("yard");
        pass(5);
        telegram.die();
        telegram.pass(Duration.ofMillis(9_900));
        assertThat(telegram.texts(BOB)).hasSize(1);
        assertThat(telegram.texts(ANA)).isEmpty();
        telegram.pass(Duration.ofMillis(600));
        assertThat(telegram.texts(ANA)).hasSize(1);
    }

    @Test
    void aClockThatWasSetBackMeanwhileMakesNobodyWaitLongerThanTelegramHasSaid() throws Exception {
        telegram.answers.put(ANA, new Outcome.Limited<>(Duration.ofSeconds(17)));
        alert("yard");
        pass(5);
        telegram.clockBack = Duration.ofDays(1);
        telegram.die();
        pass(18);
        assertThat(telegram.texts(ANA)).hasSize(1);
    }

    @Test
    void aChatThatHasGoneIsNoTroubleAnyMoreOnceItIsTakenOffTheList() {
        telegram.answers.put(ANA, new Outcome.Gone<>());
        alert("yard");
        pass(5);
        assertThat(telegram.hasGoneChats()).isTrue();
        telegram.chats.removeIf(r -> r.chat() == ANA);
        assertThat(telegram.hasGoneChats()).isFalse();
    }

    @Test
    void whatIsNotReachedIsTriedAgainAfterASecondDoublingToFiveMinutes() {
        telegram.online = false;
        alert("yard");
        pass(3600);
        telegram.online = true;
        pass(301);
        assertThat(telegram.texts(ANA)).hasSize(1);
        assertThat(telegram.texts(ANA).getFirst()).contains("Told late");
        assertThat(telegram.waiting()).isZero();
    }

    @Test
    void aMessageThatIsAsItShouldBeIsDone() {
        motion();
        pass(2);
        telegram.answers.put(ANA, new Outcome.Unchanged<>());
        telegram.hear(new News.Ended(EVENT));
        telegram.hear(new News.Safe(EVENT));
        pass(60);
        assertThat(telegram.messages(ANA, Message.Edit.class)).isEmpty();
        assertThat(telegram.messages(BOB, Message.Edit.class)).hasSize(1);
        assertThat(telegram.waiting()).isZero();
    }

    @Test
    void whereTheFirstTextIsGoneWhatFollowsComesWithoutAReply() {
        motion();
        pass(2);
        telegram.answers.put(ANA, new Outcome.NothingToReplyTo<>());
        telegram.hear(new News.Picture(EVENT, EVENT, telegram.wall(), new byte[] {1}));
        pass(10);
        assertThat(telegram.messages(ANA, Message.Photo.class))
                .singleElement()
                .matches(m -> ((Message.Photo) m).reply().isEmpty());
        assertThat(telegram.messages(BOB, Message.Photo.class))
                .singleElement()
                .matches(m -> ((Message.Photo) m).reply().isPresent());
    }

    @Test
    void aGroupThatHasMovedIsToldAtItsNewPlaceAlsoAfterARestart() throws Exception {
        telegram.answers.put(ANA, new Outcome.Moved<>(-100_7L));
        motion();
        pass(5);
        assertThat(telegram.texts(-100_7L)).hasSize(1);
        telegram.die();
        telegram.hear(new News.Picture(EVENT, EVENT, telegram.wall(), new byte[] {1}));
        pass(5);
        assertThat(telegram.messages(-100_7L, Message.Photo.class)).hasSize(1);
        assertThat(telegram.messages(ANA, Message.class)).isEmpty();
    }

    @Test
    void aStepThatIsRefusedIsGivenUpAndTheNextGoesOn() {
        motion();
        pass(2);
        telegram.answers.put(ANA, new Outcome.Refused<>(400, "PHOTO_INVALID_DIMENSIONS"));
        telegram.hear(new News.Picture(EVENT, EVENT, telegram.wall(), new byte[] {1}));
        pass(2);
        telegram.hear(new News.Film(EVENT, EVENT, telegram.wall(), "film.mp4", 1_000));
        pass(10);
        assertThat(telegram.messages(ANA, Message.Photo.class)).isEmpty();
        assertThat(telegram.messages(ANA, Message.Film.class)).hasSize(1);
        assertThat(String.join("\n", telegram.journal())).contains("400 PHOTO_INVALID_DIMENSIONS");
    }

    @Test
    void aFilmThatIsTooLargeForTheServerBecomesWords() {
        motion();
        pass(2);
        telegram.answers.put(ANA, new Outcome.Refused<>(413, "too large"));
        telegram.hear(new News.Film(EVENT, EVENT, telegram.wall(), "film.mp4", 1_000));
        pass(10);
        assertThat(telegram.texts(ANA))
                .last()
                .asString()
                .isEqualTo("The film is too large for Telegram: http://pi-b/history#" + EVENT);
    }

    @Test
    void aWrongTokenStopsEverythingForAnHour() {
        telegram.answers.put(ANA, new Outcome.WrongToken<>());
        telegram.answers.put(BOB, new Outcome.WrongToken<>());
        alert("yard");
        telegram.pass(Duration.ofMinutes(59));
        assertThat(telegram.sent).isEmpty();
        assertThat(telegram.isTokenWrong()).isTrue();
        telegram.pass(Duration.ofMinutes(2));
        assertThat(telegram.texts(ANA)).hasSize(1);
        assertThat(telegram.isTokenWrong()).isFalse();
    }

    @Test
    void aChatThatHasGoneIsSilentUntilItWritesAgain() throws Exception {
        telegram.answers.put(ANA, new Outcome.Gone<>());
        alert("yard");
        pass(5);
        alert("garden");
        pass(5);
        telegram.die();
        alert("roof");
        pass(5);
        assertThat(telegram.texts(ANA)).isEmpty();
        assertThat(telegram.texts(BOB)).hasSize(3);
        telegram.hear(new News.Back(ANA));
        alert("cellar");
        pass(5);
        assertThat(telegram.texts(ANA)).singleElement().asString().contains("cellar");
        assertThat(telegram.waiting()).isZero();
    }

    @Test
    void whoIsTakenOffTheListHearsNotEvenWhatWasOnItsWay() {
        motion();
        pass(2);
        telegram.chats.removeIf(r -> r.chat() == ANA);
        telegram.hear(new News.Picture(EVENT, EVENT, telegram.wall(), new byte[] {1}));
        pass(10);
        assertThat(telegram.messages(ANA, Message.Photo.class)).isEmpty();
        assertThat(telegram.messages(BOB, Message.Photo.class)).hasSize(1);
        assertThat(telegram.waiting()).isZero();
    }

    @Test
    void noIdStandsInWhatIsSaidOfAnOutcome() {
        assertThat(new Outcome.Moved<Long>(-100_700L).toString()).doesNotContain("700");
        assertThat(new Recipient(7_001, org.vigia.telegram.text.Language.EN).toString())
                .doesNotContain("7001");
    }
}
