package org.vigia.camera.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.AlarmCommand.Alert;
import org.vigia.camera.alarm.AlarmCommand.BeginIncident;
import org.vigia.camera.alarm.AlarmCommand.Chirp;
import org.vigia.camera.alarm.AlarmCommand.End;
import org.vigia.camera.alarm.AlarmCommand.EndIncident;
import org.vigia.camera.alarm.AlarmCommand.SirenOff;
import org.vigia.camera.alarm.AlarmCommand.SirenOn;
import org.vigia.camera.alarm.AlarmInput.Arm;
import org.vigia.camera.alarm.AlarmInput.Disarm;
import org.vigia.camera.alarm.AlarmInput.MotionEnded;
import org.vigia.camera.alarm.AlarmInput.MotionStarted;
import org.vigia.camera.alarm.AlarmInput.Panic;
import org.vigia.camera.alarm.AlarmInput.Silence;
import org.vigia.camera.alarm.AlarmInput.Source;
import org.vigia.camera.alarm.AlarmInput.Tamper;
import org.vigia.camera.alarm.AlarmInput.TimePassed;
import org.vigia.camera.alarm.AlarmInput.TroubleBegan;
import org.vigia.camera.alarm.AlarmInput.TroubleEnded;
import org.vigia.camera.alarm.AlarmInput.WrongPin;

/// The rows of the table in docs/design/alarm.md, played as scenes.
class AlarmMachineTest {
    private static final AlarmInput ARM = new Arm(Source.REMOTE);
    private static final AlarmInput DISARM = new Disarm(Source.REMOTE);
    private static final AlarmInput MOTION = new MotionStarted(false);
    private static final AlarmInput WARM_UP = new MotionStarted(true);
    private static final AlarmInput STILL = new MotionEnded();
    private static final AlarmInput PANIC = new Panic(Source.REMOTE);
    private static final Alert MOTION_ALERT = new Alert(AlertKind.MOTION);
    private static final BeginIncident MOTION_INCIDENT = new BeginIncident(IncidentKind.MOTION);
    private static final EndIncident QUIET = new EndIncident(End.QUIET);
    private static final EndIncident CUT = new EndIncident(End.DISARMED);
    private static final Chirp YES = new Chirp(ChirpKind.ARM);
    private static final Chirp OFF = new Chirp(ChirpKind.DISARM);
    private static final Chirp NO = new Chirp(ChirpKind.ERROR);

    private AlarmMachine machine = new AlarmMachine(AlarmTimes.defaults());
    private AlarmState state = AlarmState.resting(new AlarmPhase.Disarmed());

    // Near the end of the counter, so that every comparison meets its wrapping.
    private long now = Long.MAX_VALUE - Duration.ofSeconds(50).toNanos();

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

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    private void withoutDelays() {
        machine = new AlarmMachine(AlarmTimes.defaults().withDelays(Duration.ZERO, Duration.ZERO));
    }

    private void armed() {
        on(ARM);
        after(seconds(30));
        assertThat(state.label()).isEqualTo("armed");
    }

    private void triggered() {
        armed();
        on(PANIC, DISARM);
        armed();
        on(MOTION, STILL);
        after(seconds(30));
        assertThat(state.label()).isEqualTo("triggered");
    }

    @Test
    void armingTakesTheExitDelay() {
        assertThat(on(ARM)).containsExactly(YES);
        assertThat(state.label()).isEqualTo("arming");
        assertThat(after(seconds(29))).isEmpty();
        assertThat(state.label()).isEqualTo("arming");
        assertThat(after(seconds(1))).isEmpty();
        assertThat(state.label()).isEqualTo("armed");
    }

    @Test
    void armingAgainDoesNotProlongTheDelay() {
        on(ARM);
        after(seconds(20));
        assertThat(on(ARM)).containsExactly(YES);
        after(seconds(10));
        assertThat(state.label()).isEqualTo("armed");
        assertThat(on(ARM)).containsExactly(YES);
        assertThat(state.label()).isEqualTo("armed");
    }

    @Test
    void disarmingWhileArmingOrDisarmedOnlyChirps() {
        assertThat(on(DISARM)).containsExactly(OFF);
        on(ARM);
        assertThat(on(DISARM)).containsExactly(OFF);
        assertThat(state).isEqualTo(AlarmState.resting(new AlarmPhase.Disarmed()));
    }

    @Test
    void disarmingUnderDuressDiffersByTheAlertAlone() {
        AlarmInput duress = new AlarmInput.DisarmUnderDuress(Source.REMOTE);
        AlarmState before = state;
        List<List<AlarmInput>> stories =
                List.of(
                        List.of(),
                        List.of(ARM),
                        List.of(ARM, new AlarmInput.Panic(Source.REMOTE)),
                        List.of(new AlarmInput.MotionStarted(false)));
        for (List<AlarmInput> story : stories) {
            state = before;
            story.forEach(this::on);
            AlarmState there = state;
            List<AlarmCommand> plain = on(DISARM);
            AlarmState disarmed = state;
            state = there;
            List<AlarmCommand> forced = on(duress);
            assertThat(state).isEqualTo(disarmed);
            assertThat(forced)
                    .startsWith(plain.toArray(AlarmCommand[]::new))
                    .endsWith(new AlarmCommand.Alert(AlertKind.DURESS))
                    .hasSize(plain.size() + 1);
        }
    }

    @Test
    void motionWhileDisarmedOrArmingBeginsNothing() {
        assertThat(on(MOTION, STILL, WARM_UP, STILL)).isEmpty();
        on(ARM);
        assertThat(on(MOTION, STILL, WARM_UP, STILL)).isEmpty();
        assertThat(after(seconds(30))).isEmpty();
        assertThat(state.label()).isEqualTo("armed");
    }

    @Test
    void whoeverStillMovesWhenTheExitDelayEndsIsNoticed() {
        on(ARM, MOTION);
        assertThat(after(seconds(30))).containsExactly(MOTION_INCIDENT, MOTION_ALERT);
        assertThat(state.label()).isEqualTo("pending");
    }

    @Test
    void evidenceBeginsAtTheFirstMotionAndTheSirenAfterTheEntryDelay() {
        armed();
        assertThat(on(MOTION)).containsExactly(MOTION_INCIDENT, MOTION_ALERT);
        assertThat(state.label()).isEqualTo("pending");
        assertThat(after(seconds(30))).containsExactly(new SirenOn());
        assertThat(state.label()).isEqualTo("triggered");
        assertThat(state.phase().deadline()).isEmpty();
    }

    @Test
    void theSirenComesThoughTheIncidentHasEndedDuringTheEntryDelay() {
        armed();
        on(MOTION, STILL);
        assertThat(after(seconds(5))).containsExactly(QUIET);
        assertThat(after(seconds(25))).containsExactly(new SirenOn());
        assertThat(state.incident()).isNull();
    }

    @Test
    void withoutEntryDelayMotionTriggersAtOnce() {
        withoutDelays();
        assertThat(on(ARM)).containsExactly(YES);
        assertThat(on(MOTION)).containsExactly(MOTION_INCIDENT, MOTION_ALERT, new SirenOn());
    }

    @Test
    void anIncidentGoesOnWhenMotionComesBackWithinItsTailAndIsAlertedOnce() {
        armed();
        on(MOTION, STILL);
        now += seconds(4).toNanos();
        assertThat(on(MOTION, STILL)).isEmpty();
        assertThat(after(seconds(4))).isEmpty();
        assertThat(after(seconds(1))).containsExactly(QUIET);
    }

    @Test
    void laterMotionInTheSameAlarmIsAnIncidentOfItsOwn() {
        triggered();
        assertThat(state.incident()).isNull();
        assertThat(on(MOTION)).containsExactly(MOTION_INCIDENT, MOTION_ALERT);
        assertThat(on(STILL)).isEmpty();
        assertThat(after(seconds(5))).containsExactly(QUIET);
    }

    @Test
    void triggeredIsArmedAgainThreeMinutesAfterTheLastMotion() {
        triggered();
        after(seconds(100));
        on(MOTION);
        assertThat(after(seconds(600))).isEmpty();
        on(STILL);
        assertThat(after(seconds(179))).containsExactly(QUIET);
        assertThat(state.label()).isEqualTo("triggered");
        assertThat(after(seconds(1))).containsExactly(new SirenOff());
        assertThat(state.label()).isEqualTo("armed");
    }

    @Test
    void disarmingEndsTheIncidentAndTheSiren() {
        armed();
        on(MOTION);
        assertThat(on(DISARM)).containsExactly(CUT, OFF);
        on(STILL);
        armed();
        on(MOTION);
        after(seconds(30));
        assertThat(on(DISARM)).containsExactly(new SirenOff(), CUT, OFF);
        assertThat(state.label()).isEqualTo("disarmed");
        assertThat(after(seconds(1000))).isEmpty();
    }

    @Test
    void armingDuringAnAlarmIsRefusedAndChangesNothing() {
        armed();
        on(MOTION);
        AlarmState pending = state;
        assertThat(on(ARM)).containsExactly(NO);
        assertThat(state).isEqualTo(pending);
        after(seconds(30));
        AlarmState triggered = state;
        assertThat(on(ARM)).containsExactly(NO);
        assertThat(state).isEqualTo(triggered);
    }

    @Test
    void warmUpMotionIsRecordedButSoundsNoSiren() {
        armed();
        assertThat(on(WARM_UP))
                .containsExactly(
                        new BeginIncident(IncidentKind.WARM_UP_MOTION),
                        new Alert(AlertKind.WARM_UP_MOTION));
        assertThat(state.label()).isEqualTo("armed");
        assertThat(after(seconds(40))).isEmpty();
        on(STILL);
        assertThat(after(seconds(5))).containsExactly(QUIET);
    }

    @Test
    void warmUpMotionThatTurnsOutRealIsAlertedAsSuch() {
        armed();
        on(WARM_UP);
        assertThat(on(MOTION)).containsExactly(MOTION_ALERT);
        assertThat(state.label()).isEqualTo("pending");
        assertThat(on(WARM_UP, MOTION)).isEmpty();
    }

    @Test
    void panicTriggersInEveryState() {
        assertThat(on(PANIC))
                .containsExactly(
                        new BeginIncident(IncidentKind.PANIC),
                        new Alert(AlertKind.PANIC),
                        new SirenOn());
        assertThat(state.label()).isEqualTo("triggered");
        assertThat(on(PANIC)).containsExactly(new SirenOn());
        on(DISARM, ARM);
        assertThat(on(PANIC)).contains(new SirenOn(), new Alert(AlertKind.PANIC));
        on(DISARM);
        armed();
        assertThat(on(PANIC)).contains(new SirenOn(), new Alert(AlertKind.PANIC));
        on(DISARM);
        armed();
        on(MOTION);
        assertThat(on(PANIC)).containsExactly(new Alert(AlertKind.PANIC), new SirenOn());
        assertThat(state.label()).isEqualTo("triggered");
    }

    @Test
    void panicIsFilmedLongerThanMotionAndEndsArmed() {
        on(PANIC);
        assertThat(after(seconds(29))).isEmpty();
        assertThat(after(seconds(1))).containsExactly(QUIET);
        assertThat(after(seconds(150))).containsExactly(new SirenOff());
        assertThat(state.label()).isEqualTo("armed");
    }

    @Test
    void tamperingIsAnAttackOnlyWhileTheHouseIsGuarded() {
        assertThat(on(new Tamper())).containsExactly(new Alert(AlertKind.TAMPER));
        armed();
        assertThat(on(new Tamper()))
                .containsExactly(
                        new BeginIncident(IncidentKind.TAMPER),
                        new Alert(AlertKind.TAMPER),
                        new SirenOn());
        assertThat(state.label()).isEqualTo("triggered");
    }

    @Test
    void silenceEndsTheSoundAndNothingElse() {
        armed();
        assertThat(on(new Silence(Source.SITE))).isEmpty();
        on(MOTION);
        after(seconds(30));
        AlarmState before = state;
        assertThat(on(new Silence(Source.SITE))).containsExactly(new SirenOff());
        assertThat(state).isEqualTo(before);
    }

    @Test
    void aTroubleIsAlertedOnceAndNeverSounds() {
        withoutDelays();
        for (AlarmInput preparation : List.of(DISARM, ARM, PANIC)) {
            on(preparation);
            for (Trouble trouble : Trouble.values()) {
                String label = state.label();
                assertThat(on(new TroubleBegan(trouble), new TroubleBegan(trouble)))
                        .containsExactly(new Alert(AlertKind.valueOf(trouble.name())));
                assertThat(on(new TroubleEnded(trouble))).isEmpty();
                assertThat(state.label()).isEqualTo(label);
            }
        }
    }

    @Test
    void aWrongPinIsRefusedAndOneTooManyAlerted() {
        assertThat(on(new WrongPin(false))).containsExactly(NO);
        assertThat(on(new WrongPin(true))).containsExactly(NO, new Alert(AlertKind.PIN_LOCKED));
    }

    @Test
    void aLateWakeUpLivesThroughAllDeadlinesInOrder() {
        on(ARM);
        after(seconds(30));
        on(MOTION, STILL);
        assertThat(after(seconds(1000))).containsExactly(QUIET, new SirenOn(), new SirenOff());
        assertThat(state.label()).isEqualTo("armed");
        assertThat(AlarmMachine.nextDeadline(state)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void theNextDeadlineIsTheEarlierOfTailAndPhase() {
        armed();
        on(MOTION);
        assertThat(AlarmMachine.nextDeadline(state)).hasValue(now + seconds(30).toNanos());
        on(STILL);
        assertThat(AlarmMachine.nextDeadline(state)).hasValue(now + seconds(5).toNanos());
    }
}
