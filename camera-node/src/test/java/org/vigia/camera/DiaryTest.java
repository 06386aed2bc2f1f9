package org.vigia.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.alarm.AlarmTimes;
import org.vigia.camera.alarm.Trouble;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.orders.Happening;
import org.vigia.telegram.orders.Verb;

class DiaryTest {
    private static final AlarmInput.Source REMOTE = AlarmInput.Source.REMOTE;

    @TempDir Path folder;
    private final Diary diary =
            new Diary(Clock.fixed(Instant.parse("2026-05-01T21:04:07Z"), ZoneOffset.UTC));

    private List<String> after(AlarmInput... inputs) throws Exception {
        AlarmTimes times =
                new AlarmTimes(
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(3));
        try (AlarmLoop alarm =
                new AlarmLoop(
                        times,
                        folder.resolve("alarm" + inputs.length + inputs[0].hashCode()),
                        Pace.system(),
                        Clock.systemUTC(),
                        _ -> {})) {
            alarm.observe(diary::alarm);
            alarm.start();
            for (AlarmInput input : inputs) {
                alarm.submitAndWait(input, Duration.ofSeconds(10));
            }
            return diary.last(100).stream().map(h -> h.what().toString()).toList();
        }
    }

    @Test
    void itTellsWhatTheAlarmDoesOnce() throws Exception {
        assertThat(
                        after(
                                new AlarmInput.Arm(REMOTE),
                                new AlarmInput.MotionStarted(false),
                                new AlarmInput.MotionEnded(),
                                new AlarmInput.MotionStarted(false),
                                new AlarmInput.Disarm(REMOTE),
                                new AlarmInput.TroubleBegan(Trouble.SENSOR_FAULT),
                                new AlarmInput.TroubleEnded(Trouble.SENSOR_FAULT)))
                .containsExactly(
                        "AlarmIs[mode=DISARMED]",
                        "AlarmIs[mode=ARMED]",
                        "AlarmIs[mode=PENDING]",
                        "Incident[kind=MOTION]",
                        "AlarmIs[mode=DISARMED]",
                        "Fault[part=SENSOR, over=false]",
                        "Fault[part=SENSOR, over=true]");
    }

    @Test
    void disarmingUnderDuressLooksLikeAnyOther() throws Exception {
        List<String> free = after(new AlarmInput.Arm(REMOTE), new AlarmInput.Disarm(REMOTE));
        Diary other = new Diary(Clock.systemUTC());
        try (AlarmLoop alarm =
                new AlarmLoop(
                        AlarmTimes.defaults(),
                        folder.resolve("duress"),
                        Pace.system(),
                        Clock.systemUTC(),
                        _ -> {})) {
            alarm.observe(other::alarm);
            alarm.start();
            alarm.submitAndWait(new AlarmInput.DisarmUnderDuress(REMOTE), Duration.ofSeconds(10));
        }
        assertThat(free).last().isEqualTo("AlarmIs[mode=DISARMED]");
        assertThat(other.last(10))
                .extracting(h -> h.what().toString())
                .containsExactly("AlarmIs[mode=DISARMED]");
    }

    @Test
    void itKnowsWhoGaveOrdersAndForgetsTheOldest() {
        diary.ordered(new CameraCommand.Siren(true));
        for (int i = 0; i < 60; i++) {
            diary.ordered("Ana", Verb.PHOTO);
        }
        assertThat(diary.last(10)).hasSize(10);
        assertThat(diary.last(100))
                .hasSize(50)
                .allMatch(h -> h.what().equals(new Happening.What.Ordered("Ana", Verb.PHOTO)));
    }

    @Test
    void aFaultIsToldWhenItBeginsAndWhenItIsOver() {
        diary.fault(Happening.Part.PICTURE, false);
        diary.fault(Happening.Part.PICTURE, true);
        diary.fault(Happening.Part.PICTURE, true);
        diary.fault(Happening.Part.PICTURE, false);
        assertThat(diary.last(10))
                .extracting(Happening::what)
                .containsExactly(
                        new Happening.What.Fault(Happening.Part.PICTURE, false),
                        new Happening.What.Fault(Happening.Part.PICTURE, true));
    }
}
