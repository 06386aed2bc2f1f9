package org.vigia.shared.link;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.machine.MachineHealth;

/// How a camera is, by its own word.
///
/// @param software its version
/// @param runningSeconds since its process began
/// @param machine what it runs on
/// @param spool what waits for Pi #B
/// @param clock its wall clock
/// @param upload the last upload that was large enough to tell a speed; null before one
/// @param video what its source gives
/// @param selfTest whether an event comes through
public record CameraHealth(
        String software,
        long runningSeconds,
        MachineHealth machine,
        Waiting spool,
        Wall clock,
        @Nullable Upload upload,
        Film video,
        SelfTest selfTest) {
    private static final long CENTURY_SECONDS = 100L * 366 * 24 * 3600;
    private static final int MAX_RATE = 1000;

    /// @throws IllegalArgumentException when a text is overlong or a number out of its range
    public CameraHealth {
        require(software.length() <= 64, "an overlong version");
        requireSeconds(runningSeconds);
    }

    /// What waits for Pi #B.
    ///
    /// @param events how many
    /// @param oldestSeconds how long ago the oldest of them began, by the wall clock; null where
    ///   none waits
    public record Waiting(int events, @Nullable Long oldestSeconds) {
        /// @throws IllegalArgumentException when a number is out of its range
        public Waiting {
            require(events >= 0, "a negative number of events");
            requireSeconds(oldestSeconds == null ? 0 : oldestSeconds);
        }
    }

    /// A wall clock.
    ///
    /// @param synchronised whether the machine believes it
    /// @param aheadMillis how far it is ahead of Pi #B's; null until Pi #B has told its time
    public record Wall(boolean synchronised, @Nullable Long aheadMillis) {
        /// @throws IllegalArgumentException when the offset is more than a few millennia
        public Wall {
            require(
                    aheadMillis == null || Math.abs(aheadMillis / 1000) <= 100 * CENTURY_SECONDS,
                    "not an offset");
        }
    }

    /// An upload.
    ///
    /// @param bytes how much
    /// @param millis how long it took, waits for evidence included
    /// @param agoSeconds how long ago it ended
    public record Upload(long bytes, long millis, long agoSeconds) {
        /// @throws IllegalArgumentException when a number is out of its range
        public Upload {
            require(bytes >= 1 && millis >= 1, "not an upload");
            requireSeconds(millis / 1000);
            requireSeconds(agoSeconds);
        }
    }

    /// What a source gives.
    ///
    /// @param framesPerSecond over the last seconds, as they really came
    /// @param lastFrameMillis how long ago the last one came; null before the first
    public record Film(double framesPerSecond, @Nullable Long lastFrameMillis) {
        /// @throws IllegalArgumentException when a number is out of its range
        public Film {
            require(framesPerSecond >= 0 && framesPerSecond <= MAX_RATE, "not a frame rate");
            requireSeconds(lastFrameMillis == null ? 0 : lastFrameMillis / 1000);
        }
    }

    /// Whether an event comes through.
    ///
    /// @param running whether it is being tried now
    /// @param last what came of it last; null before the first
    public record SelfTest(boolean running, @Nullable SelfTestResult last) {}

    private static void requireSeconds(long seconds) {
        require(seconds >= 0 && seconds <= CENTURY_SECONDS, "not a duration");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
