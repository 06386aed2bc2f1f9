package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.text.Subject;

/// How much room what waits may take, on the disk and in memory.
class RoomTest {
    private static final long ANA = 7_001;
    private static final int KEEP = 10_000;

    private final java.security.SecureRandom ids = new java.security.SecureRandom();
    private Simulation telegram;

    @BeforeEach
    void begin() throws Exception {
        telegram =
                new Simulation(
                                new Random(1),
                                new OutboxSettings(
                                        Duration.ofMinutes(5),
                                        KEEP,
                                        ZoneOffset.UTC,
                                        "",
                                        true,
                                        2_000))
                        .chat(ANA);
    }

    private EventId incident(Subject subject) {
        EventId id = EventId.create(Clock.systemUTC(), ids);
        telegram.hear(new News.Told(new Alert(subject, "front-door", telegram.wall(), true, id)));
        telegram.hear(new News.Opened(id, id));
        return id;
    }

    private void picture(EventId id, int bytes) {
        telegram.hear(new News.Picture(id, id, telegram.wall(), new byte[bytes]));
    }

    private void film(EventId id) {
        telegram.files().add(id + ".mp4");
        telegram.hear(new News.Film(id, id, telegram.wall(), id + ".mp4", 4_000));
    }

    private void pass(int seconds) {
        telegram.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void aFilmThatNobodyIsToHearOfIsDroppedAfterAMinute() {
        for (int i = 0; i < 3; i++) {
            film(EventId.create(Clock.systemUTC(), ids));
        }
        pass(59);
        assertThat(telegram.files()).hasSize(3);
        pass(2);
        assertThat(telegram.files()).isEmpty();
    }

    @Test
    void aFilmThatIsCrowdedOutBeforeAnybodyWantsItIsDropped() {
        for (int i = 0; i < 40; i++) {
            film(EventId.create(Clock.systemUTC(), ids));
        }
        assertThat(telegram.files()).hasSize(32);
    }

    @Test
    void aFilmThatIsThereBeforeItsAlertIsSent() {
        EventId id = EventId.create(Clock.systemUTC(), ids);
        film(id);
        pass(30);
        telegram.hear(
                new News.Told(new Alert(Subject.TAMPER, "front-door", telegram.wall(), true, id)));
        pass(60);
        assertThat(telegram.messages(ANA, Message.Film.class)).hasSize(1);
        assertThat(telegram.files()).isEmpty();
    }

    @Test
    void aFilmThatTelegramDoesNotTakeLeavesNoFileAndTakesNoRoom() {
        for (int i = 0; i < 4; i++) {
            EventId id = incident(Subject.PANIC);
            pass(5);
            if (i < 3) {
                telegram.answers.put(ANA, new Outcome.Refused<>(413, "too large"));
            }
            film(id);
            telegram.hear(new News.Ended(id));
            pass(30);
            assertThat(telegram.files()).as("film %d", i).isEmpty();
        }
        assertThat(telegram.messages(ANA, Message.Film.class)).hasSize(1);
    }

    @Test
    void picturesThatWaitTakeNoMoreThanTheirRoomAndTheNewestOfEachAlertIsSent() {
        telegram.online = false;
        EventId last = incident(Subject.MOTION);
        for (int i = 0; i < 100; i++) {
            picture(last, 1_000);
            pass(30);
            telegram.hear(new News.Ended(last));
            pass(30);
            last = incident(Subject.MOTION);
            assertThat(telegram.files()).hasSizeLessThanOrEqualTo(KEEP / 1_000);
        }
        assertThat(telegram.files()).isNotEmpty();
        telegram.online = true;
        pass(120);
        assertThat(telegram.messages(ANA, Message.Photo.class)).hasSize(1);
        assertThat(telegram.waiting()).isZero();
        assertThat(telegram.files()).isEmpty();
    }

    @Test
    void theNewestPictureOfAnAlertIsSentHoweverLittleRoomThereIs() {
        EventId id = incident(Subject.PANIC);
        pass(5);
        picture(id, 2 * KEEP);
        pass(5);
        assertThat(telegram.messages(ANA, Message.Photo.class)).hasSize(1);
    }
}
