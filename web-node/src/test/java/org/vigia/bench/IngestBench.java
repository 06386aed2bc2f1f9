package org.vigia.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.vigia.e2e.Running;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.time.Pace;
import org.vigia.web.config.WebConfig;
import org.vigia.web.registry.CameraRegistry;

/// What it costs web-node to take in and keep what many cameras film at once; then as much as this
/// machine can. The cameras are processes of their own, whose work is not counted.
final class IngestBench {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);
    // After which nothing more comes, and what came has been synced (within half a second).
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Pace pace = Pace.system();
    private final Path folder;
    private final Duration time;
    private final List<IngestCamera> cameras = new ArrayList<>();

    private IngestBench(Path folder, Duration time) {
        this.folder = folder;
        this.time = time;
    }

    private void measure(int count) throws IOException, InterruptedException, ConfigException {
        Path yml =
                Files.writeString(
                        folder.resolve("web.yml"),
                        """
                        data: web
                        cameras: {address: "127.0.0.1:0"}
                        site: {address: "127.0.0.1:0"}
                        """);
        WebConfig config = WebConfig.read(yml);
        try (Running web = NodeLauncher.start("web", yml, List.of());
                Closer links = new Closer()) {
            int port = Integer.parseInt(web.await("listening on 127.0.0.1 port (\\d+)"));
            web.await("the site is at (http://\\S+)");
            connect(count, port, config, links);
            film(WARM_UP, true, web);
            System.out.println(
                    "| cameras | at | frames/s | MB/s | cores | CPU-s per GB | RSS MB |"
                            + "\n|---|---|---|---|---|---|---|");
            double cores = row("their pace", film(time, true, web), web);
            row("the link's pace", film(time.dividedBy(4), false, web), web);
            System.out.println();
            System.out.print(
                    new Target("cores for %d cameras of 2 Mbit/s".formatted(count), 0.5, "cores")
                                    .verdict(cores)
                            + new Target(
                                            "frames of %d not in the store's files"
                                                    .formatted(sent()),
                                            0,
                                            "frames")
                                    .verdict((double) lost()));
        }
    }

    private void connect(int count, int port, WebConfig config, Closer links)
            throws IOException, InterruptedException {
        CameraRegistry registry = CameraRegistry.open(config.cameraRegistry(), Clock.systemUTC());
        RsaIdentity host = RsaIdentity.load(config.hostKey());
        List<byte[]> gop = IngestCamera.gop();
        for (int i = 0; i < count; i++) {
            String name = "camera-" + i;
            Path key = folder.resolve(name);
            registry.add(name, RsaIdentity.loadOrCreate(key).publicKey());
            cameras.add(links.add(new IngestCamera(name, key, host, port, gop, pace)));
        }
    }

    /// What a while of filming took, from its first frame until the last of it was on the disk.
    private record Filmed(double seconds, double processorSeconds, long frames) {}

    private Filmed film(Duration length, boolean paced, Running web)
            throws IOException, InterruptedException {
        long sentBefore = sent();
        Spent before = Spent.by(web.pid());
        long began = pace.nanos();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> filming = new ArrayList<>();
            for (IngestCamera camera : cameras) {
                // Not all key frames at once.
                pace.sleep(Duration.ofMillis(paced ? 40 : 0).dividedBy(cameras.size()));
                filming.add(
                        threads.submit(() -> {
                            camera.film(length, paced);
                            return camera;
                        }));
            }
            for (Future<?> one : filming) {
                one.get();
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException("a camera failed", e.getCause());
        }
        return new Filmed(
                (lastWritten() - began) / 1e9,
                Spent.by(web.pid()).seconds() - before.seconds(),
                sent() - sentBefore);
    }

    private long sent() {
        return cameras.stream().mapToLong(IngestCamera::sent).sum();
    }

    private double row(String at, Filmed filmed, Running web) throws IOException {
        double cores = filmed.processorSeconds() / filmed.seconds();
        double bytes =
                (double) filmed.frames()
                        * IngestCamera.BYTES_PER_SECOND
                        / IngestCamera.FRAMES_PER_SECOND;
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.0f | %.1f | %.2f | %.1f | %d |%n",
                cameras.size(),
                at,
                filmed.frames() / filmed.seconds(),
                bytes / 1e6 / filmed.seconds(),
                cores,
                filmed.processorSeconds() / (bytes / 1e9),
                Spent.by(web.pid()).residentMegabytes());
        return cores;
    }

    /// Waits until the store's files grow no more.
    ///
    /// @return when they were last seen to have grown
    private long lastWritten() throws IOException, InterruptedException {
        long size = written();
        long grown = pace.nanos();
        while (pace.nanos() - grown < QUIET.toNanos()) {
            pace.sleep(LOOK);
            long now = written();
            if (now > size) {
                size = now;
                grown = pace.nanos();
            }
        }
        return grown;
    }

    private long written() throws IOException {
        long bytes = 0;
        for (IngestCamera camera : cameras) {
            bytes += Files.size(stream(camera));
        }
        return bytes;
    }

    /// How many frames, of all cameras, are not in the store's files.
    private long lost() throws IOException {
        long lost = sent();
        for (IngestCamera camera : cameras) {
            lost -= kept(camera);
        }
        return lost;
    }

    private Path stream(IngestCamera camera) {
        return folder.resolve(
                "web/store/streams/%s/%s.stream".formatted(camera.name(), camera.event()));
    }

    private long kept(IngestCamera camera) throws IOException {
        Set<Long> held = new HashSet<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(stream(camera)))) {
            LinkReader reader = new LinkReader(in);
            for (LinkMessage m = reader.read(); m != null; m = reader.read()) {
                if (m instanceof LinkMessage.Filmed filmed) {
                    held.add(filmed.fragment().sequence());
                }
            }
        } catch (EOFException e) {
            // It is being written to.
        }
        return held.size();
    }

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench ingest`
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ConfigException {
        Options options = Options.of(arguments, "--cameras", "--seconds");
        System.out.println(
                Machine.line(Clock.systemUTC()) + "; " + Machine.disk(options.folder()) + ".\n");
        new IngestBench(options.folder(), options.seconds(60))
                .measure(options.number("--cameras", 32));
    }
}
