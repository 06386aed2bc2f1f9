package org.vigia.web.health;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.SelfTestResult;

/// What a restart must not forget of a camera's self-tests.
///
/// @param camera its name
/// @param last what came of the last one by the camera's word
/// @param event the last one that came whole
/// @param arrival its place in the order of arrival; 0 before one
/// @param receivedMillis when it came whole
/// @param waitedSeconds how long the camera has been there since, or since it was first seen
/// @param missing whether that was too long, and was told
record Attested(
        String camera,
        @Nullable SelfTestResult last,
        @Nullable EventId event,
        long arrival,
        long receivedMillis,
        long waitedSeconds,
        boolean missing) {
    /// The file's content.
    record All(List<Attested> cameras) {
        All {
            cameras = List.copyOf(cameras);
        }
    }

    static Attested first(String camera) {
        return new Attested(camera, null, null, 0, 0, 0, false);
    }

    Attested said(@Nullable SelfTestResult result) {
        return new Attested(camera, result, event, arrival, receivedMillis, waitedSeconds, missing);
    }

    Attested came(EventId whole, long place, long atMillis) {
        return new Attested(camera, last, whole, place, atMillis, 0, false);
    }

    Attested waited(long seconds, boolean tooLong) {
        return new Attested(
                camera, last, event, arrival, receivedMillis, waitedSeconds + seconds, tooLong);
    }

    CameraVitals.SelfTests shown() {
        return new CameraVitals.SelfTests(last, event, receivedMillis, missing);
    }
}
