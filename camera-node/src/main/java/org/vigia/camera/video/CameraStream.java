package org.vigia.camera.video;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.diagnosis.CameraDiagnosis;
import org.vigia.camera.source.VideoSource;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// A camera that films for as long as it is open: runs its source process, hands what it films to a
/// sink, and starts the process again when it dies or falls silent. The sink is called by one
/// thread only, which reads the process. The rules stand in `docs/design/video.md`.
public final class CameraStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraStream.class);

    /// Longer than most encoders pause within a frame; `docs/design/video.md` tells what it is for.
    public static final Duration SILENCE = Duration.ofMillis(4);

    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration WATCH_EVERY = Duration.ofMillis(100);

    /// Frames for this long make a source a good one again.
    private static final Duration GOOD_SPELL = Duration.ofSeconds(30);

    private final VideoSource source;
    private final Duration silence;
    private final Duration stallTimeout;
    private final Pace pace;
    private final VideoSink sink;
    private final Fragmenter fragmenter;
    private final CameraDiagnosis diagnosis;
    private volatile @Nullable SourceRun run;
    private volatile long lastFrameNanos;
    private volatile boolean closing;
    private @Nullable Thread reader;
    private @Nullable Thread watcher;
    private long startedNanos;
    private boolean filmed;
    private boolean gapTold;
    private boolean timesWanted = true;
    private Backoff backoff = Backoff.between(Duration.ofMillis(500), Duration.ofSeconds(30));
    private int damages;

    /// A camera whose frames are taken as complete after [#SILENCE].
    public CameraStream(VideoSource source, Duration stallTimeout, Pace pace, VideoSink sink) {
        this(source, SILENCE, stallTimeout, pace, sink);
    }

    /// A camera that says in English why there is no picture.
    public CameraStream(
            VideoSource source,
            Duration silence,
            Duration stallTimeout,
            Pace pace,
            VideoSink sink) {
        this(
                source,
                silence,
                stallTimeout,
                pace,
                sink,
                CameraDiagnosis.ofThisMachine(Locale.ENGLISH));
    }

    /// @param source what to film
    /// @param silence how long after its last byte a frame is taken as complete
    /// @param stallTimeout how long no frame may come before the process counts as stalled, e.g. 5
    ///   s
    /// @param pace the passing of time
    /// @param sink receives the stream
    /// @param diagnosis says what the program's complaints mean
    public CameraStream(
            VideoSource source,
            Duration silence,
            Duration stallTimeout,
            Pace pace,
            VideoSink sink,
            CameraDiagnosis diagnosis) {
        if (!stallTimeout.isPositive()) {
            throw new IllegalArgumentException("a stall timeout of " + stallTimeout);
        }
        this.source = source;
        this.silence = silence;
        this.stallTimeout = stallTimeout;
        this.pace = pace;
        this.sink = sink;
        this.diagnosis = diagnosis;
        this.fragmenter = new Fragmenter(source.framesPerSecond(), new Witness(), this::noteDamage);
    }

    /// Starts filming. A source that cannot be started is a gap, not a failure of this call.
    public void start() {
        if (reader != null) {
            throw new IllegalStateException("the camera was started twice");
        }
        lastFrameNanos = pace.nanos();
        reader = NamedThreads.startPlatform("camera", this::film);
        watcher = NamedThreads.start("camera-watch", this::watch);
    }

    /// Ends the process and both threads; returns when they have ended, after some seconds at most.
    @Override
    public void close() {
        closing = true;
        Thread watching = watcher;
        Thread reading = reader;
        if (watching == null || reading == null) {
            return;
        }
        NamedThreads.stop(watching, CLOSE_DEADLINE);
        SourceRun current = run;
        if (current != null) {
            // The reading thread sees the end of the stream and closes the process.
            current.end();
        }
        if (!NamedThreads.stop(reading, CLOSE_DEADLINE)) {
            LOG.warn("the camera's thread does not end");
        }
    }

    private void film() {
        while (!closing) {
            boolean wanted = timesWanted;
            String failure = runOnce();
            if (closing) {
                return;
            }
            if (wanted != timesWanted) {
                continue;
            }
            noteFailure(failure);
            try {
                pace.sleep(backoff.delay());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Runs the process to its end.
    ///
    /// @return why it ended, for an owner to read
    private String runOnce() {
        filmed = false;
        damages = 0;
        startedNanos = pace.nanos();
        lastFrameNanos = startedNanos;
        fragmenter.restart();
        try (SourceRun current = SourceRun.start(source, timesWanted)) {
            run = current;
            if (closing) {
                return "closing";
            }
            current.read(pace, silence, fragmenter);
            if (!filmed && current.refusedTimes()) {
                timesWanted = false;
                LOG.info("camera: the program tells no frame times; their arrival must do");
            }
            return current.why(diagnosis);
        } catch (IOException e) {
            String finding =
                    diagnosis.ofProgram(source.command().getFirst()).map(f -> ": " + f).orElse("");
            return "the camera's program cannot be run: " + e.getMessage() + finding;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            run = null;
        }
    }

    private void watch() {
        try {
            while (!closing) {
                pace.sleep(WATCH_EVERY);
                SourceRun current = run;
                long silent = pace.nanos() - lastFrameNanos;
                if (current != null && silent > stallTimeout.toNanos()) {
                    current.stalled("no picture for %d s".formatted(stallTimeout.toSeconds()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void noteFailure(String failure) {
        long good = filmed ? lastFrameNanos - startedNanos : 0;
        if (good >= GOOD_SPELL.toNanos()) {
            backoff = backoff.succeeded();
        }
        backoff = backoff.failed();
        if (backoff.worthALine()) {
            LOG.warn(
                    "camera: {}; failure {}, next start in {} ms",
                    failure,
                    backoff.failures(),
                    backoff.delay().toMillis());
        }
        if (!gapTold) {
            gapTold = true;
            sink.onGap(failure);
        }
    }

    private void noteDamage(String reason) {
        if (Integer.bitCount(++damages) == 1) {
            LOG.warn("camera: bytes dropped up to the next key frame: {} ({})", reason, damages);
        }
    }

    /// Sees what passes on its way to the sink, for the watch.
    private final class Witness implements VideoSink {
        @Override
        public void onConfig(VideoConfig config) {
            if (gapTold && backoff.worthALine()) {
                LOG.info("camera: recovered after {} tries", backoff.failures());
            }
            LOG.info("camera: {} {}x{}", config.codec(), config.width(), config.height());
            sink.onConfig(config);
        }

        @Override
        public void onFragment(Fragment fragment) {
            filmed = true;
            gapTold = false;
            lastFrameNanos = pace.nanos();
            sink.onFragment(fragment);
        }

        @Override
        public void onGap(String reason) {
            sink.onGap(reason);
        }
    }
}
