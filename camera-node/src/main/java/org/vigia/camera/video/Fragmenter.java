package org.vigia.camera.video;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.fmp4.FragmentBytes;
import org.vigia.camera.fmp4.InitSegment;
import org.vigia.camera.h264.AccessUnit;
import org.vigia.camera.h264.AccessUnitSink;
import org.vigia.camera.h264.MalformedVideoException;
import org.vigia.camera.h264.NalType;
import org.vigia.camera.h264.ParameterSets;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// Makes one fragment of each access unit, and a configuration of the parameter sets among them.
/// Skips what cannot be decoded: everything before the first key frame, and after damage. Pure, no
/// threads, no clock; not safe for several threads.
public final class Fragmenter implements AccessUnitSink {
    /// Told of bytes that are dropped.
    public interface DamageListener {
        /// Bytes were dropped, up to the next key frame.
        ///
        /// @param reason in a few words
        void onDamage(String reason);
    }

    private final int framesPerSecond;
    private final VideoSink sink;
    private final DamageListener damage;

    private List<byte[]> sps = List.of();
    private List<byte[]> pps = List.of();
    private @Nullable ParameterSets current;
    private @Nullable Fragment last;
    private FrameClock clock;
    private int epoch = -1;
    private long nextSequence;
    private boolean inSync;
    private boolean lastDropped;

    /// @param framesPerSecond what the source is expected to send; what it does send is learned
    /// @param sink receives configurations and fragments
    /// @param damage is told of bytes dropped amid a stream
    public Fragmenter(int framesPerSecond, VideoSink sink, DamageListener damage) {
        this.framesPerSecond = framesPerSecond;
        this.sink = sink;
        this.damage = damage;
        this.clock = new FrameClock(framesPerSecond);
    }

    /// What comes now is from a new start of the source: its first key frame begins a new epoch.
    public void restart() {
        sps = List.of();
        pps = List.of();
        current = null;
        inSync = false;
        lastDropped = true;
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
        if (unit.replacing()) {
            replace(unit);
            return;
        }
        boolean changed = takeParameterSets(unit);
        boolean key = unit.key();
        if (changed && inSync && !key) {
            lost("parameter sets changed at a frame that is no key frame");
        }
        lastDropped = true;
        if (!inSync && !(key && unit.whole() && !sps.isEmpty() && !pps.isEmpty())) {
            return;
        }
        if (key && configChanged() && !newEpoch()) {
            return;
        }
        inSync = true;
        lastDropped = false;
        clock.frame(unit.capturedNanos());
        send(unit, nextSequence++, key, false, clock.time(), clock.duration());
    }

    @Override
    public void onDamage(String reason) {
        lost(reason);
    }

    private void replace(AccessUnit unit) {
        Fragment former = last;
        if (!lastDropped && former != null) {
            send(unit, former.sequence(), former.key(), true, former.time(), former.duration());
        }
    }

    private void send(
            AccessUnit unit,
            long sequence,
            boolean key,
            boolean replacing,
            long time,
            int duration) {
        byte[] bytes = FragmentBytes.of(unit, sequence + 1, time, duration);
        Fragment fragment =
                new Fragment(
                        epoch,
                        sequence,
                        time,
                        duration,
                        key,
                        replacing,
                        unit.capturedNanos(),
                        bytes);
        last = fragment;
        sink.onFragment(fragment);
    }

    private boolean takeParameterSets(AccessUnit unit) {
        List<byte[]> newSps = ParameterSets.in(unit, NalType.SPS);
        List<byte[]> newPps = ParameterSets.in(unit, NalType.PPS);
        boolean changed = false;
        if (!newSps.isEmpty()) {
            changed = !ParameterSets.same(sps, newSps);
            sps = newSps;
        }
        if (!newPps.isEmpty()) {
            changed |= !ParameterSets.same(pps, newPps);
            pps = newPps;
        }
        return changed;
    }

    private boolean configChanged() {
        ParameterSets sets = current;
        return sets == null
                || !ParameterSets.same(sets.sps(), sps)
                || !ParameterSets.same(sets.pps(), pps);
    }

    private boolean newEpoch() {
        try {
            ParameterSets sets = new ParameterSets(sps, pps);
            VideoConfig config = InitSegment.of(epoch + 1, sets);
            epoch++;
            current = sets;
            nextSequence = 0;
            clock = new FrameClock(framesPerSecond);
            sink.onConfig(config);
            return true;
        } catch (MalformedVideoException | IllegalArgumentException e) {
            lost("unusable parameter sets: " + e.getMessage());
            return false;
        }
    }

    private void lost(String reason) {
        inSync = false;
        lastDropped = true;
        damage.onDamage(reason);
    }
}
