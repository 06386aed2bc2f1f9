package org.vigia.camera.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.alarm.AlarmCommand.BeginIncident;
import org.vigia.camera.alarm.AlarmCommand.End;
import org.vigia.camera.alarm.AlarmCommand.EndIncident;
import org.vigia.camera.alarm.AlarmCommand.SirenOn;
import org.vigia.camera.alarm.AlarmInput.Source;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;

class AlarmLoopTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AlarmInput ARM = new AlarmInput.Arm(Source.SITE);
    private static final AlarmInput DISARM = new AlarmInput.Disarm(Source.SITE);
    private static final AlarmInput MOTION = new AlarmInput.MotionStarted(false);
    private static final AlarmInput TIME = new AlarmInput.TimePassed();

    @TempDir Path temp;
    private final FakePace pace = new FakePace();
    private final List<AlarmCommand> commands = new CopyOnWriteArrayList<>();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final List<AlarmLoop> loops = new CopyOnWriteArrayList<>();

    private AlarmLoop started(AlarmTimes times, Pace loopPace, AlarmListener listener) {
        AlarmLoop loop = new AlarmLoop(times, folder(), loopPace, CLOCK, listener);
        loops.add(loop);
        loop.observe(state -> shown.add(state.label()));
        loop.start();
        return loop;
    }

    private AlarmLoop started() {
        return started(AlarmTimes.defaults(), pace, commands::add);
    }

    private Path folder() {
        return temp.resolve("alarm");
    }

    private Path file() {
        return folder().resolve("state");
    }

    private void armed(AlarmLoop loop) throws Exception {
        loop.submitAndWait(ARM, LIMIT);
        pace.advance(Duration.ofSeconds(30));
        assertThat(loop.submitAndWait(TIME, LIMIT).label()).isEqualTo("armed");
    }

    @AfterEach
    void closeAll() {
        loops.forEach(AlarmLoop::close);
    }

    @Test
    void aFirstStartIsDisarmedAndSavesIt() throws Exception {
        AlarmLoop loop = started();
        assertThat(loop.submitAndWait(TIME, LIMIT).label()).isEqualTo("disarmed");
        assertThat(file()).content().contains("disarmed");
        assertThat(commands).isEmpty();
        assertThat(shown).containsExactly("disarmed");
    }

    @Test
    void theStateIsSavedBeforeAnythingIsDoneButFilmingAndTelling() throws Exception {
        List<String> onDisk = new CopyOnWriteArrayList<>();
        AlarmLoop loop =
                started(
                        AlarmTimes.defaults(),
                        pace,
                        command -> {
                            try {
                                onDisk.add(Files.readString(file()).split(" ", -1)[2]);
                            } catch (IOException e) {
                                onDisk.add(e.toString());
                            }
                        });
        armed(loop);
        loop.submitAndWait(MOTION, LIMIT);
        pace.advance(Duration.ofSeconds(30));
        loop.submitAndWait(TIME, LIMIT);
        loop.submitAndWait(DISARM, LIMIT);
        assertThat(onDisk)
                .containsExactly(
                        "arming",
                        "armed",
                        "armed",
                        "triggered",
                        "disarmed",
                        "disarmed",
                        "disarmed");
    }

    @Test
    void anIncidentThatIsOvertakenEndsBeforeTheGraverOneBegins() throws Exception {
        AlarmLoop loop = started();
        armed(loop);
        loop.submitAndWait(new AlarmInput.Noticed(IncidentKind.LENS_COVERED), LIMIT);
        commands.clear();
        loop.submitAndWait(MOTION, LIMIT);
        assertThat(commands)
                .startsWith(
                        new EndIncident(End.OVERTAKEN),
                        new BeginIncident(IncidentKind.MOTION),
                        new AlarmCommand.Alert(AlertKind.MOTION));
    }

    @Test
    void anAnswerIsTheStateAfterTheInput() throws Exception {
        AlarmLoop loop = started();
        assertThat(loop.submitAndWait(ARM, LIMIT).label()).isEqualTo("arming");
        assertThat(loop.state().label()).isEqualTo("arming");
        assertThat(loop.submitAndWait(DISARM, LIMIT).label()).isEqualTo("disarmed");
        assertThat(shown).containsExactly("disarmed", "arming", "disarmed");
    }

    @Test
    void theLoopWakesAtItsDeadline() throws Exception {
        AlarmTimes brief =
                AlarmTimes.defaults().withDelays(Duration.ofMillis(30), Duration.ofMillis(30));
        CountDownLatch siren = new CountDownLatch(1);
        CountDownLatch armed = new CountDownLatch(1);
        AlarmLoop loop =
                started(
                        brief,
                        Pace.system(),
                        command -> {
                            if (command instanceof SirenOn) {
                                siren.countDown();
                            }
                        });
        loop.observe(state -> {
            if (state.label().equals("armed")) {
                armed.countDown();
            }
        });
        loop.submit(ARM);
        assertThat(armed.await(10, TimeUnit.SECONDS)).isTrue();
        loop.submit(MOTION);
        assertThat(siren.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRestartKeepsTheGuard() throws Exception {
        AlarmLoop first = started();
        first.submitAndWait(ARM, LIMIT);
        first.close();
        AlarmLoop second = started();
        assertThat(second.state().label()).isEqualTo("armed");
        second.submitAndWait(MOTION, LIMIT);
        second.close();
        commands.clear();
        AlarmLoop third = started();
        assertThat(third.submitAndWait(TIME, LIMIT).label()).isEqualTo("triggered");
        assertThat(commands)
                .containsExactly(new SirenOn(), new AlarmCommand.Alert(AlertKind.RESTARTED));
        third.submitAndWait(DISARM, LIMIT);
        third.close();
        assertThat(started().state().label()).isEqualTo("disarmed");
    }

    @Test
    void aCorruptFileArmsTheAlarmAndIsAlerted() throws Exception {
        started().close();
        Files.writeString(file(), "disarmed");
        AlarmLoop loop = started();
        assertThat(loop.submitAndWait(TIME, LIMIT).label()).isEqualTo("armed");
        assertThat(commands).containsExactly(new AlarmCommand.Alert(AlertKind.STATE_LOST));
        assertThat(file()).content().contains(" armed ");
    }

    @Test
    void closingEndsAnIncidentAndLeavesTheSavedPhase() throws Exception {
        AlarmLoop loop = started();
        armed(loop);
        loop.submitAndWait(MOTION, LIMIT);
        loop.close();
        loop.close();
        assertThat(commands)
                .endsWith(
                        new BeginIncident(IncidentKind.MOTION),
                        new AlarmCommand.Alert(AlertKind.MOTION),
                        new EndIncident(End.STOPPED));
        assertThat(file()).content().contains(" pending ");
        assertThatThrownBy(() -> loop.submitAndWait(ARM, LIMIT))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void aListenerThatFailsDoesNotStopTheNextCommand() throws Exception {
        AlarmLoop loop =
                started(
                        AlarmTimes.defaults().withDelays(Duration.ZERO, Duration.ZERO),
                        pace,
                        command -> {
                            commands.add(command);
                            throw new IllegalStateException("no recorder");
                        });
        loop.submitAndWait(ARM, LIMIT);
        loop.submitAndWait(MOTION, LIMIT);
        assertThat(commands).endsWith(new SirenOn());
    }

    @Test
    void aDiskThatRefusesDoesNotSilenceTheAlarmAndIsTriedAgain() throws Exception {
        AlarmLoop loop = started();
        loop.submitAndWait(TIME, LIMIT);
        Path hidden = temp.resolve("hidden");
        Files.move(folder(), hidden);
        Files.writeString(folder(), "in the way");
        armed(loop);
        loop.submitAndWait(MOTION, LIMIT);
        assertThat(commands).contains(new BeginIncident(IncidentKind.MOTION));
        Files.delete(folder());
        Files.move(hidden, folder());
        assertThat(file()).content().contains("disarmed");
        pace.advance(Duration.ofSeconds(5));
        loop.submitAndWait(TIME, LIMIT);
        assertThat(file()).content().contains("pending");
    }
}
