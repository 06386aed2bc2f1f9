package org.vigia.camera.watch;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.Trouble;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.time.Pace;

/// Tells the alarm what has been wrong with the appliance for a while, and when it is over: short
/// losses of the link are no news. That something is well is also told where it was never wrong,
/// once: an earlier process may have told that it was.
public final class TroubleWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Course> courses;
    private final Pace pace;
    private final Consumer<AlarmInput> alarm;
    private final Beat beat;

    /// What may be wrong.
    ///
    /// @param wrong whether it is now; returns at once
    /// @param after how long it must be wrong without a break
    public record Concern(Trouble trouble, BooleanSupplier wrong, Duration after) {}

    private enum Told {
        NOTHING,
        WRONG,
        WELL
    }

    private static final class Course {
        private final Concern concern;
        private Told told = Told.NOTHING;
        private long wellNanos;

        Course(Concern concern, long now) {
            this.concern = concern;
            this.wellNanos = now;
        }
    }

    /// @param alarm takes what is noticed, on the watch's thread
    public TroubleWatch(List<Concern> concerns, Pace pace, Consumer<AlarmInput> alarm) {
        long now = pace.nanos();
        this.courses = concerns.stream().map(c -> new Course(c, now)).toList();
        this.pace = pace;
        this.alarm = alarm;
        this.beat = new Beat("trouble-watch", PAUSE, pace, this::beat);
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
    void beat() {
        long now = pace.nanos();
        courses.forEach(course -> look(course, now));
    }

    private void look(Course course, long now) {
        Concern concern = course.concern;
        if (!concern.wrong().getAsBoolean()) {
            course.wellNanos = now;
            if (course.told != Told.WELL) {
                course.told = Told.WELL;
                alarm.accept(new AlarmInput.TroubleEnded(concern.trouble()));
            }
        } else if (course.told != Told.WRONG
                && now - course.wellNanos >= concern.after().toNanos()) {
            course.told = Told.WRONG;
            alarm.accept(new AlarmInput.TroubleBegan(concern.trouble()));
        }
    }
}
