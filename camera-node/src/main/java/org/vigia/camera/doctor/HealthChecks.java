package org.vigia.camera.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vigia.camera.selftest.SelfTestRequest;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.machine.MachineHealth;
import org.vigia.shared.machine.Power;

/// Temperature, power, and whether the last self-test came through; by the limits of
/// docs/operations.md.
final class HealthChecks {
    private static final double HOT = 80;

    private final Machine machine;
    private final Path data;

    HealthChecks(Machine machine, Path data) {
        this.machine = machine;
        this.data = data;
    }

    List<Check> all() {
        return List.of(this::temperature, this::power, this::selfTest);
    }

    private MachineHealth health() {
        return new org.vigia.shared.machine.Machine(machine.root()).health(data);
    }

    private Outcome temperature(Words words) {
        Double celsius = health().celsius();
        if (celsius == null) {
            return words.ok("heat.unknown");
        }
        long degrees = Math.round(celsius);
        return celsius < HOT ? words.ok("heat", degrees) : words.fail("heat.not", degrees);
    }

    private Outcome power(Words words) {
        Power power = health().power();
        if (power == null) {
            return words.ok("power.unknown");
        }
        if (power.low() || power.wasLow()) {
            return words.fail("power.low");
        }
        return power.slowed() || power.wasSlowed() ? words.fail("power.slowed") : words.ok("power");
    }

    private Outcome selfTest(Words words) {
        Optional<SelfTestResult> last = SelfTestRequest.last(data);
        if (last.isEmpty()) {
            return words.ok("self-test.none");
        }
        String said = SelfTestRequest.words(last.get());
        return last.get().failure() == null
                ? words.ok("self-test", said)
                : words.fail("self-test.not", said);
    }
}
