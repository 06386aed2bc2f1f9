package org.vigia.camera.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.AlarmInput.Source;

/// What holds whatever happens.
class AlarmPropertiesTest {
    private static final int RUNS = 400 * Integer.getInteger("vigia.fuzz", 1);
    private static final int STEPS = 250;

    private static AlarmTimes times(Random random) {
        return new AlarmTimes(
                Duration.ofSeconds(random.nextInt(3) * 20L),
                Duration.ofSeconds(random.nextInt(3) * 20L),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1 + random.nextInt(200)));
    }

    private static final IncidentKind[] QUIET =
            Arrays.stream(IncidentKind.values())
                    .filter(IncidentKind::quiet)
                    .toArray(IncidentKind[]::new);

    private static <T> T any(Random random, T[] choice) {
        return choice[random.nextInt(choice.length)];
    }

    private static AlarmInput input(Random random) {
        Source source = any(random, Source.values());
        Trouble trouble = any(random, Trouble.values());
        return switch (random.nextInt(18)) {
            case 0, 1 -> new AlarmInput.MotionStarted(random.nextBoolean());
            case 2 -> new AlarmInput.MotionStarted(false);
            case 3, 4, 5 -> new AlarmInput.MotionEnded();
            case 6, 7 -> new AlarmInput.Arm(source);
            case 8 -> new AlarmInput.Disarm(source);
            case 9 -> new AlarmInput.Panic(source);
            case 10 -> new AlarmInput.Silence(source);
            case 11 -> new AlarmInput.Tamper();
            case 12 -> new AlarmInput.WrongPin(random.nextBoolean());
            case 13 -> new AlarmInput.TroubleBegan(trouble);
            case 14 -> new AlarmInput.TroubleEnded(trouble);
            case 15 -> new AlarmInput.DisarmUnderDuress(source);
            case 16 -> new AlarmInput.Noticed(any(random, QUIET));
            default -> new AlarmInput.TimePassed();
        };
    }

    private static long pause(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong(6_000_000_000L);
            case 2 -> random.nextLong(60_000_000_000L);
            default -> random.nextLong(400_000_000_000L);
        };
    }

    /// A listener that knows what must never be asked of it.
    private static final class Witness {
        private boolean incident;
        private boolean siren;
        private int alerts;
        private int notes;
        private final String run;

        Witness(String run) {
            this.run = run;
        }

        void see(List<AlarmCommand> commands, AlarmState after) {
            for (AlarmCommand command : commands) {
                switch (command) {
                    case AlarmCommand.BeginIncident(_) -> {
                        assertThat(incident).as("%s: incident begun twice", run).isFalse();
                        incident = true;
                        alerts = 0;
                        notes = 0;
                    }
                    case AlarmCommand.EndIncident(_) -> {
                        assertThat(incident).as("%s: incident ended twice", run).isTrue();
                        assertThat(alerts)
                                .as("%s: incident not alerted", run)
                                .isBetween(1 + notes, 4 + notes);
                        incident = false;
                    }
                    case AlarmCommand.Note(IncidentKind kind) -> {
                        assertThat(incident).as("%s: noted without incident", run).isTrue();
                        assertThat(kind.quiet()).as("%s: noted %s", run, kind).isTrue();
                        notes++;
                    }
                    case AlarmCommand.SirenOn() -> siren = true;
                    case AlarmCommand.SirenOff() -> siren = false;
                    case AlarmCommand.Alert(AlertKind kind) -> {
                        if (kind.compareTo(AlertKind.PANIC) <= 0) {
                            alerts++;
                        }
                    }
                    case AlarmCommand.Chirp(_) -> {}
                }
            }
            assertThat(after.incident() != null).as("%s: incident", run).isEqualTo(incident);
            if (siren) {
                assertThat(after.label()).as("%s: siren", run).isEqualTo("triggered");
            }
        }
    }

    @Test
    void whateverHappensIncidentsArePairedAndTheSirenSoundsOnlyWhenTriggered() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            AlarmTimes times = times(random);
            AlarmMachine machine = new AlarmMachine(times);
            AlarmState state = AlarmState.resting(new AlarmPhase.Disarmed());
            Witness witness = new Witness("seed " + seed);
            long now = random.nextLong();
            for (int step = 0; step < STEPS; step++) {
                now += pause(random);
                AlarmInput input = input(random);
                boolean watched = state.phase().watching();
                var transition = machine.step(state, input, now);
                witness.see(transition.commands(), transition.state());
                if (state.phase() instanceof AlarmPhase.Disarmed && !panic(input)) {
                    boolean beginsByMotion =
                            transition.commands().stream()
                                    .anyMatch(AlarmCommand.BeginIncident.class::isInstance);
                    if (input instanceof AlarmInput.MotionStarted) {
                        assertThat(beginsByMotion).as("seed %d: %s", seed, input).isFalse();
                    }
                }
                if (input instanceof AlarmInput.Disarm
                        || input instanceof AlarmInput.DisarmUnderDuress) {
                    assertThat(transition.state().label()).isEqualTo("disarmed");
                } else if (watched) {
                    assertThat(transition.state().phase().watching())
                            .as("seed %d: only disarm leaves the guard, was %s", seed, input)
                            .isTrue();
                }
                OptionalLong next = AlarmMachine.nextDeadline(transition.state());
                if (next.isPresent()) {
                    assertThat(next.getAsLong() - now).as("seed %d", seed).isPositive();
                }
                state = transition.state();
            }
            // Every incident ends by itself once nothing moves.
            var end = machine.step(state, new AlarmInput.MotionEnded(), now);
            witness.see(end.commands(), end.state());
            var later = machine.step(end.state(), new AlarmInput.TimePassed(), now + HOUR);
            witness.see(later.commands(), later.state());
            assertThat(later.state().incident()).as("seed %d", seed).isNull();
            assertThat(later.state().label()).as("seed %d", seed).isIn("disarmed", "armed");
        }
    }

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private static boolean panic(AlarmInput input) {
        return input instanceof AlarmInput.Panic;
    }

    @Test
    void wakingAtEveryDeadlineOrOnlyAtInputsComesToTheSame() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            AlarmMachine machine = new AlarmMachine(times(random));
            AlarmState lazy = AlarmState.resting(new AlarmPhase.Disarmed());
            AlarmState eager = lazy;
            List<AlarmCommand> lazyCommands = new ArrayList<>();
            List<AlarmCommand> eagerCommands = new ArrayList<>();
            long now = random.nextLong();
            for (int step = 0; step < STEPS; step++) {
                now += pause(random);
                AlarmInput input = input(random);
                OptionalLong next = AlarmMachine.nextDeadline(eager);
                while (next.isPresent() && next.getAsLong() - now < 0) {
                    var waking = machine.step(eager, new AlarmInput.TimePassed(), next.getAsLong());
                    eager = waking.state();
                    eagerCommands.addAll(waking.commands());
                    next = AlarmMachine.nextDeadline(eager);
                }
                var last = machine.step(eager, input, now);
                eager = last.state();
                eagerCommands.addAll(last.commands());
                var only = machine.step(lazy, input, now);
                lazy = only.state();
                lazyCommands.addAll(only.commands());
            }
            assertThat(lazy).as("seed %d", seed).isEqualTo(eager);
            assertThat(lazyCommands).as("seed %d", seed).isEqualTo(eagerCommands);
        }
    }

    @Test
    void aRestartAtAnyPointKeepsTheGuard() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            AlarmMachine machine = new AlarmMachine(times(random));
            AlarmState state = AlarmState.resting(new AlarmPhase.Disarmed());
            long now = random.nextLong();
            for (int step = 0; step < STEPS; step++) {
                now += pause(random);
                state = machine.step(state, input(random), now).state();
                SavedPhase saved = SavedPhase.of(state.phase());
                var restored = machine.restore(new Remembered.Held(saved), random.nextLong());
                String expected =
                        switch (saved) {
                            case DISARMED -> "disarmed";
                            case ARMING, ARMED -> "armed";
                            case PENDING, TRIGGERED -> "triggered";
                        };
                assertThat(restored.state().label()).as("seed %d", seed).isEqualTo(expected);
                assertThat(restored.commands().contains(new AlarmCommand.SirenOn()))
                        .as("seed %d", seed)
                        .isEqualTo(expected.equals("triggered"));
                assertThat(restored.commands().isEmpty()).isEqualTo(expected.equals("disarmed"));
            }
        }
    }

    @Test
    void theRandomRunsMeetEveryInputInEveryState() {
        Set<String> met = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            AlarmMachine machine = new AlarmMachine(times(random));
            AlarmState state = AlarmState.resting(new AlarmPhase.Disarmed());
            long now = 0;
            for (int step = 0; step < STEPS; step++) {
                AlarmInput input = input(random);
                met.add(state.label() + " " + input.getClass().getSimpleName());
                now += pause(random) / 10;
                state = machine.step(state, input, now).state();
            }
        }
        int inputs = AlarmInput.class.getPermittedSubclasses().length;
        int phases = AlarmPhase.class.getPermittedSubclasses().length;
        assertThat(met).hasSize(inputs * phases);
    }
}
