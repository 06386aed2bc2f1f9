package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
    void whatIsNotReachedIsTriedAgainAfterASecondDoublingToAMinute() {
        telegram.chats.removeIf(r -> r.chat() == BOB);
        telegram.online = false;
        alert("yard");
        pass(3600);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < telegram.tries.size(); i++) {
            // What a try itself takes is less than half a second.
            gaps.add(telegram.tries.get(i).minus(telegram.tries.get(i - 1)).toSeconds());
        }
        assertThat(gaps.subList(0, 8)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(gaps).hasSizeBetween(60, 66).allMatch(gap -> gap <= 60);
        telegram.online = true;
        pass(61);
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
    void whereNobodyListensAChatThatHasGoneIsTriedAgainWithEachAlert() throws Exception {
        telegram = unheard();
        telegram.answers.put(ANA, new Outcome.Gone<>());
        alert("yard");
        pass(5);
        assertThat(telegram.hasGoneChats()).isTrue();
        assertThat(telegram.waiting()).isZero();
        telegram.die();
        telegram.answers.put(ANA, new Outcome.Gone<>());
        alert("garden");
        pass(5);
        assertThat(telegram.texts(ANA)).isEmpty();
        alert("roof");
        pass(5);
        assertThat(telegram.texts(ANA)).singleElement().asString().contains("roof");
        assertThat(telegram.texts(BOB)).hasSize(3);
        assertThat(telegram.hasGoneChats()).isFalse();
    }

    @Test
    void whereNobodyListensAChatThatIsBackHearsOfWhatGoesOn() throws Exception {
        telegram = unheard();
        telegram.answers.put(ANA, new Outcome.Gone<>());
        motion();
        pass(5);
        telegram.hear(new News.Ended(EVENT));
        motion();
        pass(5);
        assertThat(telegram.texts(ANA)).singleElement().asString().contains("2 times");
        assertThat(telegram.texts(BOB)).hasSize(1);
    }

    private static Simulation unheard() throws Exception {
        return new Simulation(
                        new Random(1),
                        new OutboxSettings(
                                Duration.ofMinutes(5), 1L << 28, ZoneOffset.UTC, "", false, 2_000))
                .chat(ANA)
                .chat(BOB);
    }

    @Test
    void aTextThatNeverGetsThroughHoldsUpNoOtherChatAndIsGivenUpAtLast() {
        telegram.poison = m -> m.chat() == ANA && m instanceof Message.Text;
        for (int i = 0; i < 30; i++) {
            alert("camera-" + i);
            pass(120);
        }
        assertThat(telegram.texts(BOB)).hasSize(30);
        assertThat(String.join("\n", telegram.journal())).contains("text-given-up");
        telegram.poison = _ -> false;
        alert("roof");
        pass(600);
        assertThat(telegram.texts(ANA)).last().asString().contains("roof");
    }

    @Test
    void anOutageMakesNobodyGiveAnythingUp() {
        telegram.online = false;
        alert("yard");
        telegram.pass(Duration.ofDays(2));
        telegram.online = true;
        pass(61);
        assertThat(telegram.texts(ANA)).hasSize(1);
        assertThat(telegram.texts(BOB)).hasSize(1);
    }

    @Test
    void aGroupThatThePollerHearsHasMovedLosesNothingThatWaits() {
        telegram.chat(-1_009);
        telegram.online = false;
        alert("yard");
        pass(30);
        telegram.hear(new News.Moved(-1_009, -100_777));
        telegram.online = true;
        pass(120);
        assertThat(telegram.texts(-100_777)).singleElement().asString().contains("yard");
        assertThat(telegram.waiting()).isZero();
    }

    @Test
    void aTokenThatProvesGoodEndsTheHoursPause() {
        telegram.answers.put(ANA, new Outcome.WrongToken<>());
        // Bob's text is under way, and arrives after Ana's was refused.
        telegram.takes = m -> m.chat() == BOB ? 900_000_000 : 100_000_000;
        alert("yard");
        pass(10);
        assertThat(telegram.texts(BOB)).hasSize(1);
        assertThat(telegram.isTokenWrong()).isFalse();
        assertThat(telegram.texts(ANA)).hasSize(1);
    }

    @Test
    void noIdStandsInWhatIsSaidOfAnOutcome() {
        assertThat(new Outcome.Moved<Long>(-100_700L).toString()).doesNotContain("700");
        assertThat(new Recipient(7_001, org.vigia.telegram.text.Language.EN).toString())
                .doesNotContain("7001");
    }
}
