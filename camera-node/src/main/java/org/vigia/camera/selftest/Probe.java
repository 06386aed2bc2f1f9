package org.vigia.camera.selftest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.SelfTestFailure;
import org.vigia.shared.link.SelfTestResult;

/// A self-test while it lasts, as far as it has come. Guarded by its owner.
final class Probe {
    private final EventId event;
    private final long startedMillis;
    private final boolean asked;
    private long stepNanos;
    private long patienceNanos;
    private @Nullable Long spooled;
    private @Nullable Long sent;
    private @Nullable Long signed;

    Probe(EventId event, long startedMillis, boolean asked, long nowNanos, Duration patience) {
        this.event = event;
        this.startedMillis = startedMillis;
        this.asked = asked;
        this.stepNanos = nowNanos;
        this.patienceNanos = patience.toNanos();
    }

    EventId event() {
        return event;
    }

    Kept kept(@Nullable SelfTestResult result) {
        return new Kept(event, startedMillis, asked, result);
    }

    void spooled(long nowNanos) {
        spooled = step(nowNanos);
    }

    void sent(long nowNanos) {
        if (sent == null) {
            sent = step(nowNanos);
        }
    }

    /// The receipt may be here before the upload has said that it is done.
    void signed(long nowNanos) {
        sent(nowNanos);
        signed = step(nowNanos);
    }

    boolean isSigned() {
        return signed != null;
    }

    /// Time has passed in which nothing stood in its way.
    ///
    /// @return whether it has had enough of it
    boolean isOver(Duration passed) {
        patienceNanos -= passed.toNanos();
        return patienceNanos <= 0;
    }

    SelfTestFailure lateness() {
        return sent == null ? SelfTestFailure.NOT_SENT : SelfTestFailure.NO_RECEIPT;
    }

    SelfTestResult result(@Nullable SelfTestFailure failure) {
        return new SelfTestResult(startedMillis, asked, failure, spooled, sent, signed);
    }

    private long step(long nowNanos) {
        long millis = Math.max(0, Duration.ofNanos(nowNanos - stepNanos).toMillis());
        stepNanos = Math.max(stepNanos, nowNanos);
        return millis;
    }
}
