package org.vigia.camera.video;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.diagnosis.CameraDiagnosis;
import org.vigia.camera.h264.AccessUnitSink;
import org.vigia.camera.h264.AccessUnitSplitter;
import org.vigia.camera.process.ChildProcess;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.source.VideoSource.TimedStart;
import org.vigia.shared.time.Pace;

/// One life of a source's process, and of the FIFO beside it. [#read] belongs to one thread, as
/// does [#close]; the rest may be called by any.
final class SourceRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Path OWN_OUTPUT = Path.of("/proc/self/fd/1");

    private final ChildProcess process;
    private final FrameTimes times;
    private final @Nullable FrameTimesPipe pipe;
    private volatile @Nullable String stall;

    private SourceRun(ChildProcess process, FrameTimes times, @Nullable FrameTimesPipe pipe) {
        this.process = process;
        this.times = times;
        this.pipe = pipe;
    }

    /// Starts a source, with frame times where they are wanted and can be had.
    ///
    /// @throws IOException when the program cannot be started
    static SourceRun start(VideoSource source, boolean timesWanted)
            throws IOException, InterruptedException {
        FrameTimes times = new FrameTimes();
        Optional<TimedStart> timed = timesWanted ? source.timed() : Optional.empty();
        @Nullable FrameTimesPipe pipe = timed.isPresent() ? prepare(timed.get(), times) : null;
        List<String> command = pipe == null ? source.command() : timed.orElseThrow().command();
        ChildProcess process = new ChildProcess("camera-source", command);
        SourceRun run = new SourceRun(process, times, pipe);
        try {
            process.start();
        } catch (IOException e) {
            run.close();
            throw e;
        }
        return run;
    }

    // Frames without exact times are better than no frames.
    private static @Nullable FrameTimesPipe prepare(TimedStart timed, FrameTimes times)
            throws InterruptedException {
        try {
            FrameTimesPipe pipe = FrameTimesPipe.open(timed.times(), times);
            if (timed.output().isPresent()) {
                Path link = timed.output().get();
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, OWN_OUTPUT);
            }
            return pipe;
        } catch (IOException e) {
            LOG.warn("camera: frames get their times from their arrival: {}", e.getMessage());
            return null;
        }
    }

    /// Reads to the end of the process's output.
    void read(Pace pace, Duration silence, AccessUnitSink sink)
            throws IOException, InterruptedException {
        new SourceReader(pace, silence, times)
                .read(process.stdout(), new AccessUnitSplitter(new StampedUnits(sink, times)));
    }

    void stalled(String reason) {
        stall = reason;
        process.kill();
    }

    void end() {
        process.terminate();
        try {
            if (process.await(PATIENCE).isPresent()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.kill();
    }

    /// Whether the program ended because it does not know frame times; to be asked at its end.
    boolean refusedTimes() throws InterruptedException {
        return pipe != null
                && process.await(PATIENCE).isPresent()
                && process.errorLines().stream()
                        .anyMatch(line ->
                                line.contains("Incompatible options selected")
                                        || line.contains("unrecognised option '--save-pts"));
    }

    /// Why it ended, in words for an owner; to be asked at its end.
    String why(CameraDiagnosis diagnosis) throws InterruptedException {
        var status = process.await(PATIENCE);
        String stalled = stall;
        String what =
                stalled != null
                        ? stalled
                        : status.isPresent()
                                ? "the camera's program ended with status " + status.getAsInt()
                                : "the camera's program closed its output";
        var finding = diagnosis.ofWords(process.errorLines());
        if (finding.isPresent()) {
            return finding.get() + " (" + what + ")";
        }
        String said = process.lastError();
        return said.isEmpty() ? what : what + ": " + said;
    }

    @Override
    public void close() {
        process.close();
        if (pipe != null) {
            try {
                pipe.close();
            } catch (IOException e) {
                LOG.debug("the FIFO of frame times cannot be removed", e);
            }
        }
    }
}
