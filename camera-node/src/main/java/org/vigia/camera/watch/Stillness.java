package org.vigia.camera.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// How long no new picture has come. A camera's own noise makes each of its pictures another; a
/// picture that stands still comes out of an encoder in a few forms, by turns. So a picture is new
/// when it is none of the last ones. One thread's own.
final class Stillness {
    private static final int FORMS = 16;

    // A frame that does not come is a failure, not a scene without noise.
    private static final Duration NO_FRAME = Duration.ofSeconds(10);

    private final Duration limit;
    private final Deque<Long> forms = new ArrayDeque<>();
    private long newNanos;
    private long lookNanos;

    Stillness(Duration limit, long now) {
        this.limit = limit;
        this.newNanos = now;
        this.lookNanos = now;
    }

    /// Counts from now on.
    void begin(long now) {
        forms.clear();
        newNanos = now;
        lookNanos = now;
    }

    /// Takes the next picture. One without detail says nothing: black is black each time.
    void look(Look look, long now) {
        lookNanos = now;
        if (look.detail() < Eye.LEAST_DETAIL) {
            begin(now);
        } else if (!forms.contains(look.fingerprint())) {
            newNanos = now;
            forms.addLast(look.fingerprint());
            if (forms.size() > FORMS) {
                forms.removeFirst();
            }
        }
    }

    /// Whether the picture stands still.
    ///
    /// @param filmedNanos when the last frame came
    boolean frozen(long filmedNanos, long now) {
        return lookNanos - newNanos >= limit.toNanos() || now - filmedNanos >= NO_FRAME.toNanos();
    }
}
