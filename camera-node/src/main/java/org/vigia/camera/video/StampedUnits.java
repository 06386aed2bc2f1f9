package org.vigia.camera.video;

import org.vigia.camera.h264.AccessUnit;
import org.vigia.camera.h264.AccessUnitSink;

/// Counts access units and gives each the time its frame was filmed, where that is known. One for
/// each life of a source.
final class StampedUnits implements AccessUnitSink {
    private final AccessUnitSink next;
    private final FrameTimes times;
    private long count;
    private long stamp;

    StampedUnits(AccessUnitSink next, FrameTimes times) {
        this.next = next;
        this.times = times;
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
        if (!unit.replacing()) {
            stamp = times.stamp(count++, unit.capturedNanos());
        }
        next.onAccessUnit(unit.capturedAt(stamp));
    }

    @Override
    public void onDamage(String reason) {
        times.distrust();
        next.onDamage(reason);
    }
}
