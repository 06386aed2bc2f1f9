package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.text.Subject;

class BurstTest {
    private static final long ANA = 7_001;

    private final java.security.SecureRandom ids = new java.security.SecureRandom();
    private Simulation telegram;

    @BeforeEach
    void begin() throws Exception {
        telegram = new Simulation(new Random(1), Simulation.settings()).chat(ANA);
    }

    private EventId incident(Subject subject) {
        EventId id = EventId.create(Clock.systemUTC(), ids);
        telegram.hear(new News.Told(new Alert(subject, "front-door", telegram.wall(), true, id)));
        telegram.hear(new News.Opened(id, id));
        return id;
    }

    private void picture(EventId incident) {
        telegram.hear(new News.Picture(incident, incident, telegram.wall(), new byte[] {1}));
    }

    private void film(EventId incident, long bytes) {
        String file = incident + ".mp4";
        telegram.files().add(file);
        telegram.hear(new News.Film(incident, incident, telegram.wall(), file, bytes));
    }

    private void pass(int seconds) {
        telegram.pass(Duration.ofSeconds(seconds));
    }

    private String lastEdit() {
        return ((Message.Edit) telegram.messages(ANA, Message.Edit.class).getLast()).text();
    }

    @Test
    void textPictureAndFilmAreOneThreadAndTheTextSaysWhenAllIsSafe() {
        EventId id = incident(Subject.MOTION);
        pass(1);
        picture(id);
        pass(1);
        telegram.hear(new News.Ended(id));
        film(id, 1_000);
        pass(5);
        telegram.hear(new News.Safe(id));
        pass(5);

        List<Simulation.Sent> sent = telegram.sent;
        assertThat(sent.stream().map(s -> s.message().toString()))
                .containsExactly("Text", "Photo", "Film", "Edit");
        Message.Text text = (Message.Text) sent.getFirst().message();
        assertThat(text.text()).isEqualTo("Motion at front-door, 20:00:00");
        assertThat(text.silent()).isFalse();
        assertThat(text.buttons().stream().flatMap(List::stream).map(b -> b.press().data()))
                .containsExactly(
                        "disarm", "photo", "siren-off", "siren-on", "false:" + id, "keep:" + id);
        long first = sent.getFirst().id();
        Message.Photo photo = (Message.Photo) sent.get(1).message();
        assertThat(photo.reply()).hasValue(first);
        assertThat(photo.silent()).isTrue();
        assertThat(((Message.Film) sent.get(2).message()).reply()).hasValue(first);
        assertThat(lastEdit())
                .isEqualTo(
                        "Motion at front-door, 20:00:00\n"
                                + "Evidence safe on Pi #B: http://pi-b/history#"
                                + id);
        assertThat(telegram.waiting()).isZero();
        pass(400);
        assertThat(telegram.files()).isEmpty();
    }

    @Test
    void aFilmThatIsReadyFirstWaitsForNoPictureAndAPictureForNoFilm() {
        EventId id = incident(Subject.MOTION);
        pass(1);
        film(id, 1_000);
        pass(2);
        assertThat(telegram.messages(ANA, Message.Film.class)).hasSize(1);
        picture(id);
        pass(2);
        assertThat(telegram.messages(ANA, Message.Photo.class)).hasSize(1);
    }

    @Test
    void motionSoonAfterIsTheSameThreadWithACountAndItsPictureRings() {
        List<EventId> incidents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            EventId id = incident(Subject.MOTION);
            incidents.add(id);
            pass(1);
            picture(id);
            pass(20);
            telegram.hear(new News.Ended(id));
            pass(60);
        }
        assertThat(telegram.texts(ANA)).hasSize(1);
        assertThat(lastEdit()).isEqualTo("Motion at front-door, 20:00:00 to 20:02:42, 3 times");
        assertThat(
                        telegram.messages(ANA, Message.Photo.class).stream()
                                .map(m -> ((Message.Photo) m).silent()))
                .containsExactly(true, false, false);
        incidents.forEach(id -> telegram.hear(new News.Safe(id)));
        pass(5);
        assertThat(lastEdit()).contains("Evidence safe on Pi #B");
    }

    @Test
    void picturesOfABurstRingOnceAMinute() {
        for (int i = 0; i < 10; i++) {
            EventId id = incident(Subject.MOTION);
            picture(id);
            pass(8);
            telegram.hear(new News.Ended(id));
            pass(7);
        }
        long rings =
                telegram.messages(ANA, Message.Photo.class).stream()
                        .filter(m -> !((Message.Photo) m).silent())
                        .count();
        assertThat(rings).isEqualTo(3);
    }

    @Test
    void aBurstWithoutAPictureStillRings() {
        EventId first = incident(Subject.MOTION);
        pass(10);
        telegram.hear(new News.Ended(first));
        pass(60);
        EventId second = incident(Subject.MOTION);
        pass(10);
        telegram.hear(new News.Ended(second));
        pass(5);
        assertThat(telegram.messages(ANA, Message.Text.class))
                .last()
                .matches(m -> ((Message.Text) m).text().equals("Again: Motion at front-door"))
                .matches(m -> !((Message.Text) m).silent());
    }

    @Test
    void motionLongAfterAndAGraverKindGetThreadsOfTheirOwn() {
        EventId first = incident(Subject.MOTION);
        pass(10);
        telegram.hear(new News.Ended(first));
        pass(301);
        EventId second = incident(Subject.MOTION);
        pass(5);
        telegram.hear(
                new News.Told(
                        new Alert(Subject.PANIC, "front-door", telegram.wall(), true, second)));
        pass(5);
        assertThat(telegram.texts(ANA))
                .satisfiesExactly(
                        t -> assertThat(t).startsWith("Motion"),
                        t -> assertThat(t).startsWith("Motion"),
                        t -> assertThat(t).startsWith("Call for help"));
    }

    @Test
    void whatTheRecorderSaysBeforeTheAlarmIsNotLost() {
        EventId id = EventId.create(Clock.systemUTC(), ids);
        telegram.hear(new News.Opened(id, id));
        telegram.hear(new News.Picture(id, id, telegram.wall(), new byte[] {1}));
        pass(1);
        telegram.hear(
                new News.Told(new Alert(Subject.MOTION, "front-door", telegram.wall(), true, id)));
        pass(5);
        assertThat(telegram.messages(ANA, Message.Photo.class)).hasSize(1);
    }

    @Test
    void inAnOutageOnlyTheNewestPictureOfABurstWaitsAndTheCountSaysHowManyThereWere() {
        telegram.online = false;
        for (int i = 0; i < 20; i++) {
            EventId id = incident(Subject.MOTION);
            picture(id);
            pass(10);
            telegram.hear(new News.Ended(id));
            pass(50);
        }
        telegram.online = true;
        pass(600);
        assertThat(telegram.texts(ANA)).singleElement().asString().contains("20 times");
        assertThat(telegram.texts(ANA).getFirst()).contains("Told late");
        assertThat(telegram.messages(ANA, Message.Photo.class)).hasSize(1);
        assertThat(telegram.files()).isEmpty();
    }

    @Test
    void aFaultThatIsOverIsEditedAndRepliedToSilently() {
        telegram.hear(new News.Told(telegram.alert(Subject.NO_PICTURE)));
        pass(70);
        telegram.hear(new News.Over(Subject.NO_PICTURE, "front-door", telegram.wall()));
        pass(5);
        assertThat(lastEdit())
                .isEqualTo("front-door gives no picture, 20:00:00\nOver since 20:01:10.");
        Message.Text reply = (Message.Text) telegram.messages(ANA, Message.Text.class).getLast();
        assertThat(reply.text()).isEqualTo("front-door gives a picture again");
        assertThat(reply.silent()).isTrue();
        assertThat(reply.reply()).isPresent();
    }

    @Test
    void aboveTheRoomTheOldestFilmIsReplacedByWords() throws Exception {
        OutboxSettings small =
                new OutboxSettings(Duration.ZERO, 2_500, ZoneOffset.UTC, "", false, 2_000);
        telegram = new Simulation(new Random(1), small).chat(ANA);
        telegram.online = false;
        for (int i = 0; i < 3; i++) {
            EventId id = incident(Subject.PANIC);
            film(id, 1_000);
            telegram.hear(new News.Ended(id));
            pass(60);
        }
        telegram.online = true;
        pass(600);
        assertThat(telegram.messages(ANA, Message.Film.class)).hasSize(2);
        assertThat(telegram.texts(ANA))
                .contains("The camera could not keep the film until now; it is on Pi #B.");
        assertThat(telegram.files()).isEmpty();
    }

    @Test
    void aboveWhatMayWaitTheOldestOfMotionAreFoldedAndNoneIsLost() throws Exception {
        OutboxSettings few =
                new OutboxSettings(Duration.ZERO, 1 << 20, ZoneOffset.UTC, "", false, 10);
        telegram = new Simulation(new Random(1), few).chat(ANA);
        telegram.online = false;
        for (int i = 0; i < 40; i++) {
            EventId id = incident(Subject.MOTION);
            pass(5);
            telegram.hear(new News.Ended(id));
            pass(60);
        }
        telegram.die();
        telegram.online = true;
        pass(600);
        assertThat(telegram.texts(ANA)).hasSizeLessThanOrEqualTo(11);
        int told =
                telegram.texts(ANA).stream()
                        .mapToInt(t ->
                                t.contains(" times")
                                        ? Integer.parseInt(
                                                t.replaceAll("(?s).*, (\\d+) times.*", "$1"))
                                        : 1)
                        .sum();
        assertThat(told).isEqualTo(40);
    }

    private void fault(Subject subject) {
        telegram.hear(new News.Told(telegram.alert(subject)));
    }

    private List<Message.Text> ringing() {
        return telegram.messages(ANA, Message.Text.class).stream()
                .map(Message.Text.class::cast)
                .filter(t -> !t.silent())
                .toList();
    }

    @Test
    void aFaultThatComesBackRingsAgain() {
        fault(Subject.NO_PICTURE);
        pass(60);
        telegram.hear(new News.Over(Subject.NO_PICTURE, "front-door", telegram.wall()));
        pass(120);
        fault(Subject.NO_PICTURE);
        pass(10);
        assertThat(ringing())
                .extracting(Message.Text::text)
                .containsExactly(
                        "front-door gives no picture, 20:00:00",
                        "Again: front-door gives no picture");
        assertThat(lastEdit()).contains("2 times").doesNotContain("Over");
    }

    @Test
    void aFaultThatAnEarlierProcessHasToldOfRingsAgain() throws Exception {
        fault(Subject.SENSOR_FAULT);
        fault(Subject.LINK_LOST);
        pass(600);
        telegram.die();
        telegram.pass(Duration.ofDays(20));
        fault(Subject.SENSOR_FAULT);
        fault(Subject.LINK_LOST);
        pass(60);
        assertThat(ringing()).hasSize(4);
    }

    @Test
    void aFaultThatFlickersDuringAnOutageIsOneTextAndItsEnd() {
        telegram.online = false;
        for (int i = 0; i < 10; i++) {
            fault(Subject.LINK_LOST);
            pass(60);
            telegram.hear(new News.Over(Subject.LINK_LOST, "front-door", telegram.wall()));
            pass(60);
        }
        telegram.online = true;
        pass(120);
        assertThat(telegram.texts(ANA)).hasSize(2);
        assertThat(telegram.texts(ANA).getFirst()).contains("10 times").contains("Over since");
        assertThat(telegram.waiting()).isZero();
    }

    @Test
    void motionThatWaitsIsFoldedByCameraAndNotByWhatWaitsBeforeIt() throws Exception {
        OutboxSettings few =
                new OutboxSettings(Duration.ZERO, 1 << 20, ZoneOffset.UTC, "", false, 10);
        telegram = new Simulation(new Random(1), few).chat(ANA);
        telegram.online = false;
        incident(Subject.WARM_UP_MOTION);
        for (int i = 0; i < 40; i++) {
            EventId id = incident(Subject.MOTION);
            pass(5);
            telegram.hear(new News.Ended(id));
            pass(60);
        }
        assertThat(telegram.waiting()).isLessThanOrEqualTo(11);
    }

    @Test
    void whatAnEarlierProcessLeftIsToldLateWithItsTime() throws Exception {
        telegram.online = false;
        incident(Subject.MOTION);
        pass(10);
        telegram.die();
        pass(600);
        telegram.online = true;
        pass(300);
        assertThat(telegram.texts(ANA).getFirst())
                .startsWith("Motion at front-door, 2026-03-01 20:00:00\nTold late");
    }
}
