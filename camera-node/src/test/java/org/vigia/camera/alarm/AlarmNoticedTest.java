package org.vigia.camera.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.AlarmCommand.Alert;
import org.vigia.camera.alarm.AlarmCommand.BeginIncident;
import org.vigia.camera.alarm.AlarmCommand.End;
import org.vigia.camera.alarm.AlarmCommand.EndIncident;
import org.vigia.camera.alarm.AlarmCommand.Note;
import org.vigia.camera.alarm.AlarmCommand.SirenOff;
import org.vigia.camera.alarm.AlarmCommand.SirenOn;
import org.vigia.camera.alarm.AlarmInput.MotionEnded;
import org.vigia.camera.alarm.AlarmInput.MotionStarted;
import org.vigia.camera.alarm.AlarmInput.Noticed;
import org.vigia.camera.alarm.AlarmInput.TimePassed;

/// What the node notices about itself, as docs/design/alarm.md says.
class AlarmNoticedTest {
    private static final AlarmInput COVERED = new Noticed(IncidentKind.LENS_COVERED);
    private static final AlarmInput MOVED = new Noticed(IncidentKind.CAMERA_MOVED);

    private final AlarmMachine machine = new AlarmMachine(AlarmTimes.defaults());
    private AlarmState state = AlarmState.resting(new AlarmPhase.Armed());
    private long now = 1_000_000_000L;

    private List<AlarmCommand> on(AlarmInput... inputs) {
        List<AlarmCommand> commands = new ArrayList<>();
        for (AlarmInput input : inputs) {
            var transition = machine.step(state, input, now);
            state = transition.state();
            commands.addAll(transition.commands());
        }
        return commands;
    }

    private List<AlarmCommand> after(Duration time) {
        now += time.toNanos();
        return on(new TimePassed());
    }

    @Test
    void whatIsNoticedIsAnIncidentOfItsOwnKindWithATailAndWithoutASiren() {
        for (IncidentKind kind : IncidentKind.values()) {
            if (kind.quiet()) {
                assertThat(on(new Noticed(kind)))
                        .containsExactly(
                                new BeginIncident(kind), new Alert(AlertKind.valueOf(kind.name())));
                assertThat(state.label()).isEqualTo("armed");
                assertThat(after(Duration.ofSeconds(29))).isEmpty();
                assertThat(after(Duration.ofSeconds(1)))
                        .containsExactly(new EndIncident(End.QUIET));
            }
        }
    }

    @Test
    void nobodyIsToldWhileNothingIsGuarded() {
        for (AlarmPhase phase :
                List.of(new AlarmPhase.Disarmed(), new AlarmPhase.Arming(now + 30_000_000_000L))) {
            state = AlarmState.resting(phase);
            assertThat(on(COVERED)).isEmpty();
            assertThat(state.phase()).isEqualTo(phase);
        }
    }

    @Test
    void duringAnIncidentItIsNotedInItAndTheFilmGoesOn() {
        on(new MotionStarted(false));
        assertThat(on(COVERED))
                .containsExactly(
                        new Note(IncidentKind.LENS_COVERED), new Alert(AlertKind.LENS_COVERED));
        assertThat(state.incident())
                .isEqualTo(new AlarmState.Incident(IncidentKind.MOTION, OptionalLong.empty()));
        on(new MotionEnded());
        now += Duration.ofSeconds(3).toNanos();
        on(MOVED);
        assertThat(after(Duration.ofSeconds(4))).isEmpty();
        assertThat(after(Duration.ofSeconds(1))).containsExactly(new EndIncident(End.QUIET));
    }

    @Test
    void motionAfterItIsAnIncidentOfItsOwnAndSounds() {
        on(COVERED);
        assertThat(on(new MotionStarted(false)))
                .containsExactly(
                        new EndIncident(End.OVERTAKEN),
                        new BeginIncident(IncidentKind.MOTION),
                        new Alert(AlertKind.MOTION));
        assertThat(state.label()).isEqualTo("pending");
        assertThat(after(Duration.ofSeconds(30))).containsExactly(new SirenOn());
    }

    @Test
    void whileTriggeredItPutsTheRearmingOffByNothing() {
        on(new MotionStarted(false), new MotionEnded());
        after(Duration.ofSeconds(30));
        assertThat(state.label()).isEqualTo("triggered");
        now += Duration.ofSeconds(179).toNanos();
        on(COVERED);
        assertThat(after(Duration.ofSeconds(1))).containsExactly(new SirenOff());
        assertThat(state.label()).isEqualTo("armed");
        assertThat(state.incident()).isNotNull();
    }

    @Test
    void motionIsNothingForTheNodeToNotice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Noticed(IncidentKind.MOTION))
                .withMessage("not for the node to notice: MOTION");
    }
}
