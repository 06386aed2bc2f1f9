package org.vigia.camera.watch;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.time.Pace;

/// Looks at a picture a second while the alarm guards, and at the clocks, and tells the alarm what
/// is wrong. Everything begins anew each time the alarm is armed.
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    // The longest turn takes 1.6 s, and exposure some more to settle.
    private static final Duration TURNING = Duration.ofSeconds(5);

    private final WatchSettings settings;
    private final Sight sight;
    private final Clock clock;
    private final Pace pace;
    private final BooleanSupplier synchronised;
    private final Consumer<AlarmInput> alarm;
    private final Repeats repeats;
    private final Eye eye;
    private final Stillness stillness;
    private final ClockWatch clocks;
    private boolean watching;
    private boolean frozen;
    private double pan;
    private long panNanos;
    private long armedNanos;
    private final Beat beat;

    /// @param clock the wall clock that is watched
    /// @param pace what it is compared with
    /// @param synchronised whether the wall clock counts as right now
    /// @param alarm takes what is noticed, on the watch's thread
    public Watch(
            WatchSettings settings,
            Sight sight,
            Clock clock,
            Pace pace,
            BooleanSupplier synchronised,
            Consumer<AlarmInput> alarm) {
        this.settings = settings;
        this.sight = sight;
        this.clock = clock;
        this.pace = pace;
        this.synchronised = synchronised;
        this.alarm = alarm;
        this.repeats = new Repeats(settings.repeatAfter());
        this.eye = new Eye(settings, repeats);
        this.stillness = new Stillness(settings.frozenAfter(), pace.nanos());
        this.clocks = new ClockWatch(settings.clockJump());
        this.beat = new Beat("watch", BEAT, pace, this::beat);
    }

    /// How long ago that began which the watch has just told: what it takes to be sure, and a beat
    /// or two.
    public static Duration sureAfter(IncidentKind kind) {
        return switch (kind) {
            case LENS_COVERED -> Eye.COVERED_FOR.plus(BEAT.multipliedBy(2));
            case CAMERA_MOVED -> Eye.MOVED_FOR.plus(BEAT.multipliedBy(2));
            case CLOCK_JUMPED, PICTURE_FROZEN, WARM_UP_MOTION, MOTION, TAMPER, PANIC ->
                    Duration.ZERO;
        };
    }

    /// Begins to watch.
    public void start() {
        beat.start();
    }

    @Override
    public void close() {
        beat.close();
    }

    /// What is done once a second.
    void beat() throws InterruptedException {
        long now = pace.nanos();
        boolean armed = sight.armed();
        if (armed && !watching) {
            begin(now);
        } else if (!armed && watching) {
            sight.rest();
        }
        watching = armed;
        boolean jumped = clocks.look(clock.millis(), now, synchronised.getAsBoolean());
        if (jumped && armed && settings.clock() && repeats.allow(IncidentKind.CLOCK_JUMPED, now)) {
            tell(IncidentKind.CLOCK_JUMPED);
        }
        if (armed && settings.looks()) {
            look(now);
        }
    }

    private void begin(long now) {
        repeats.forget();
        eye.learnAnew();
        stillness.begin(now);
        frozen = false;
        pan = sight.pan();
        panNanos = now - TURNING.toNanos();
        armedNanos = now;
    }

    private void look(long now) throws InterruptedException {
        if (sight.pan() != pan) {
            pan = sight.pan();
            panNanos = now;
        }
        boolean turning = now - panNanos < TURNING.toNanos();
        if (turning) {
            eye.learnAnew();
        }
        Optional<Look> look = sight.look().map(Look::of);
        if (look.isPresent()) {
            stillness.look(look.get(), now);
            if (!turning) {
                eye.look(look.get(), now).ifPresent(this::tell);
            }
        }
        // The camera may have been given up while nobody was guarding.
        long filmedNanos = sight.filmedNanos() - armedNanos < 0 ? armedNanos : sight.filmedNanos();
        boolean still = settings.frozen() && stillness.frozen(filmedNanos, now);
        if (!still) {
            frozen = false;
        } else if (!frozen && repeats.allow(IncidentKind.PICTURE_FROZEN, now)) {
            frozen = true;
            tell(IncidentKind.PICTURE_FROZEN);
        }
    }

    private void tell(IncidentKind kind) {
        LOG.warn("the watch has noticed: {}", kind);
        alarm.accept(new AlarmInput.Noticed(kind));
    }
}
