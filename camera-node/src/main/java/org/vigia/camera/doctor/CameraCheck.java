package org.vigia.camera.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.diagnosis.CameraDiagnosis;
import org.vigia.camera.source.PiCamera;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.source.Webcam;
import org.vigia.camera.video.CameraStream;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// One real frame through the source as it is configured, its program and the splitter.
final class CameraCheck implements Check {
    private final VideoSource source;
    private final Optional<String> runningNode;
    private final Duration limit;
    private final Pace pace;

    /// @param runningNode the process that films already, if one does
    CameraCheck(VideoSource source, Optional<String> runningNode, Duration limit, Pace pace) {
        this.source = source;
        this.runningNode = runningNode;
        this.limit = limit;
        this.pace = pace;
    }

    @Override
    public Outcome look(Words words) throws InterruptedException {
        boolean exclusive = source instanceof PiCamera || source instanceof Webcam;
        if (exclusive && runningNode.isPresent()) {
            return words.ok("camera.held", runningNode.get());
        }
        FirstFrame first = new FirstFrame();
        long began = pace.nanos();
        try (CameraStream stream =
                new CameraStream(
                        source,
                        CameraStream.SILENCE,
                        limit,
                        pace,
                        first,
                        CameraDiagnosis.ofThisMachine(words.locale()))) {
            stream.start();
            @Nullable Object came = first.came.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (came instanceof VideoConfig config) {
                return words.ok(
                        "camera",
                        config.width(),
                        config.height(),
                        (pace.nanos() - began) / 1_000_000);
            }
            String reason =
                    came instanceof String gap
                            ? gap
                            : words.say("camera.silent", limit.toSeconds());
            return new Outcome.Fail(words.say("camera.not", reason), words.say("camera.not.mend"));
        }
    }

    /// The configuration with the first frame, or the reason of the first gap.
    private static final class FirstFrame implements VideoSink {
        private final BlockingQueue<Object> came = new ArrayBlockingQueue<>(1);
        private volatile @Nullable VideoConfig config;

        @Override
        public void onConfig(VideoConfig started) {
            config = started;
        }

        @Override
        public void onFragment(Fragment fragment) {
            VideoConfig started = config;
            if (started != null) {
                boolean _ = came.offer(started);
            }
        }

        @Override
        public void onGap(String reason) {
            boolean _ = came.offer(reason);
        }
    }
}
