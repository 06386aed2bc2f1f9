package org.vigia.shared.link;

import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.Moment;

/// What came of a self-test.
///
/// @param startedMillis the camera's wall clock when it began
/// @param asked whether a person wanted it
/// @param failure why it did not succeed; null where it did
/// @param spooledMillis how long it took to put the event on the disk, signed; null where that was
///   not reached
/// @param sentMillis how long it took from there until Pi #B had its last file; null where not
///   reached
/// @param signedMillis how long it took from there until the receipt was here and checked; null
///   where not reached
public record SelfTestResult(
        long startedMillis,
        boolean asked,
        @Nullable SelfTestFailure failure,
        @Nullable Long spooledMillis,
        @Nullable Long sentMillis,
        @Nullable Long signedMillis) {
    private static final long LONGEST = 7 * 24 * 3600 * 1000L;

    /// @throws IllegalArgumentException when a number is out of its range, or the parts disagree
    public SelfTestResult {
        require(startedMillis >= 0 && startedMillis <= Moment.LAST_WALL_MILLIS, "not a time");
        for (Long step : new Long[] {spooledMillis, sentMillis, signedMillis}) {
            require(step == null || (step >= 0 && step <= LONGEST), "not a duration");
        }
        require(
                failure != null
                        || (spooledMillis != null && sentMillis != null && signedMillis != null),
                "a success has every step");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
