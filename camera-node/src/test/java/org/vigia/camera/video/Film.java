package org.vigia.camera.video;

import java.util.ArrayList;
import java.util.List;
import org.vigia.camera.fmp4.AnnexB;
import org.vigia.camera.h264.AccessUnit;
import org.vigia.camera.h264.AccessUnitSink;
import org.vigia.camera.h264.AccessUnitSplitter;
import org.vigia.camera.h264.MalformedVideoException;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// A sink that keeps everything, replaced fragments in their predecessors' places. Safe for several
/// threads.
public final class Film implements VideoSink {
    private final List<VideoConfig> configs = new ArrayList<>();
    private final List<Fragment> fragments = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();
    private int replaced;

    /// What becomes of `stream` when its frames come 40 ms apart.
    public static Film of(byte[] stream) {
        Film film = new Film();
        Fragmenter fragmenter = film.fragmenter();
        AccessUnitSplitter splitter = new AccessUnitSplitter(new Stamped(fragmenter));
        splitter.feed(stream, 0, stream.length, 0);
        splitter.idle();
        return film;
    }

    /// A fragmenter that films onto this film, at 25 frames a second.
    public Fragmenter fragmenter() {
        return new Fragmenter(25, this, damages::add);
    }

    @Override
    public synchronized void onConfig(VideoConfig config) {
        configs.add(config);
    }

    @Override
    public synchronized void onFragment(Fragment fragment) {
        if (fragment.replacesPrevious()) {
            replaced++;
            Fragment former = fragments.removeLast();
            if (former.sequence() != fragment.sequence()
                    || former.time() != fragment.time()
                    || former.duration() != fragment.duration()
                    || former.key() != fragment.key()
                    || former.capturedNanos() != fragment.capturedNanos()) {
                throw new AssertionError(fragment + " replaces " + former);
            }
        } else if (!fragments.isEmpty()) {
            follows(fragments.getLast(), fragment);
        }
        fragments.add(fragment);
    }

    private static void follows(Fragment last, Fragment next) {
        boolean fits =
                next.epoch() == last.epoch()
                        ? next.sequence() == last.sequence() + 1
                                && next.time() >= last.time() + last.duration()
                        : next.epoch() == last.epoch() + 1
                                && next.sequence() == 0
                                && next.time() == 0
                                && next.key();
        if (!fits) {
            throw new AssertionError(next + " after " + last);
        }
    }

    @Override
    public synchronized void onGap(String reason) {
        gaps.add(reason);
    }

    public synchronized List<VideoConfig> configs() {
        return List.copyOf(configs);
    }

    public synchronized List<Fragment> fragments() {
        return List.copyOf(fragments);
    }

    public synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    public synchronized List<String> damages() {
        return List.copyOf(damages);
    }

    public synchronized int replaced() {
        return replaced;
    }

    /// The fragments of one epoch.
    public synchronized List<Fragment> epoch(int epoch) {
        return fragments.stream().filter(f -> f.epoch() == epoch).toList();
    }

    /// The NAL units in all `mdat`s.
    public List<byte[]> nals() {
        List<byte[]> nals = new ArrayList<>();
        for (Fragment fragment : fragments()) {
            try {
                nals.addAll(AnnexB.nals(fragment.bytes()));
            } catch (MalformedVideoException e) {
                throw new AssertionError(fragment.toString(), e);
            }
        }
        return nals;
    }

    /// The whole film as a file: the first epoch's init segment and its fragments, as they are.
    public byte[] file() {
        var out = new java.io.ByteArrayOutputStream();
        out.writeBytes(configs().getFirst().initSegment());
        epoch(0).forEach(f -> out.writeBytes(f.bytes()));
        return out.toByteArray();
    }

    /// Gives each access unit an arrival time of its own, 40 ms apart.
    private static final class Stamped implements AccessUnitSink {
        private final Fragmenter fragmenter;
        private long nanos = 1_000_000_000L;

        Stamped(Fragmenter fragmenter) {
            this.fragmenter = fragmenter;
        }

        @Override
        public void onAccessUnit(AccessUnit unit) {
            fragmenter.onAccessUnit(unit.capturedAt(nanos));
            nanos += 40_000_000L;
        }

        @Override
        public void onDamage(String reason) {
            fragmenter.onDamage(reason);
        }
    }
}
