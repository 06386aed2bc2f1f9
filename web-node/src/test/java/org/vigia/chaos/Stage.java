package org.vigia.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.vigia.e2e.Client;
import org.vigia.e2e.Pair;
import org.vigia.e2e.Running;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.time.Pace;

/// The pair with a bad network between, and what can be done to it. Used by one thread.
final class Stage implements AutoCloseable {
    private static final String VIDEO =
            "{source: test, width: 320, height: 180, frames-per-second: 10, bits-per-second:"
                    + " 250000}";

    private static final String WEB_YML =
            """
            retention: {free: 64MiB}
            quota: {stream-reserve: 16MiB}
            """;
    private static final int CAMERA_MEGABYTES = 48;
    // Above the reserve that Pi #B keeps free of uploads.
    private static final int WEB_MEGABYTES = 256;
    private static final long WEB_RESERVE = 64L * 1024 * 1024;

    private final Pace pace;
    private final Clock clock;
    private final Closer closer;
    private final Pair pair;
    private final LinkProxy proxy;
    private final @Nullable SmallDisk cameraDisk;
    private final @Nullable SmallDisk webDisk;
    private final Map<String, SetClock> clocks;
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private final List<Long> shots = new ArrayList<>();

    /// When Pi #A could not write: events of this time need not be whole.
    private final List<Long> diskless = new ArrayList<>();

    private Stage(
            Pace pace,
            Clock clock,
            Closer closer,
            Pair pair,
            LinkProxy proxy,
            @Nullable SmallDisk cameraDisk,
            @Nullable SmallDisk webDisk,
            Map<String, SetClock> clocks) {
        this.pace = pace;
        this.clock = clock;
        this.closer = closer;
        this.pair = pair;
        this.proxy = proxy;
        this.cameraDisk = cameraDisk;
        this.webDisk = webDisk;
        this.clocks = clocks;
    }

    static Stage open(Path folder, Pace pace, Clock clock)
            throws IOException, InterruptedException {
        Closer closer = new Closer();
        boolean ready = false;
        try {
            Stage stage = opened(folder, pace, clock, closer);
            ready = true;
            return stage;
        } finally {
            if (!ready) {
                closer.close();
            }
        }
    }

    private static Stage opened(Path folder, Pace pace, Clock clock, Closer closer)
            throws IOException, InterruptedException {
        SmallDisk cameraDisk = disk(folder, "camera", CAMERA_MEGABYTES);
        SmallDisk webDisk = cameraDisk == null ? null : disk(folder, "web", WEB_MEGABYTES);
        if (cameraDisk != null && webDisk != null) {
            closer.add(cameraDisk);
            closer.add(webDisk);
        }
        Map<String, SetClock> clocks =
                Map.of(
                        "camera-node",
                        SetClock.of(folder, "camera-node"),
                        "web-node",
                        SetClock.of(folder, "web-node"));
        LinkProxy[] way = new LinkProxy[1];
        Pair pair =
                closer.add(
                        Pair.start(
                                folder,
                                new Pair.Setup(
                                        VIDEO,
                                        "{exit-delay: 0, entry-delay: 0, motion-tail: 1s}",
                                        "recording: {pre-roll: 1s}\nspool: {free: 0}",
                                        WEB_YML,
                                        port -> {
                                            way[0] = closer.add(LinkProxy.to(port, pace));
                                            return way[0].port();
                                        },
                                        node -> {
                                            SetClock set = clocks.get(node);
                                            return set == null ? Map.of() : set.environment();
                                        })));
        Stage stage = new Stage(pace, clock, closer, pair, way[0], cameraDisk, webDisk, clocks);
        stage.settle();
        pair.touch("/ir/arm");
        pair.client()
                .await(
                        "/api/v1/cameras",
                        c -> c.at("/cameras/0/status/alarm").asText().equals("armed"));
        return stage;
    }

    private static @Nullable SmallDisk disk(Path folder, String name, int megabytes)
            throws InterruptedException {
        try {
            return SmallDisk.mount(
                    folder.resolve(name), megabytes, folder.resolve("mount-" + name + ".log"));
        } catch (IOException e) {
            return null;
        }
    }

    LinkProxy proxy() {
        return proxy;
    }

    Pair pair() {
        return pair;
    }

    /// The wall clock's milliseconds at which the sensor is known to have seen something.
    List<Long> shots() {
        return List.copyOf(shots);
    }

    /// Processes that must have ended, as those that started them have.
    List<ProcessHandle> orphans() {
        return List.copyOf(orphans);
    }

    /// The sensor sees something for a moment.
    void motion(RandomGenerator random) throws IOException, InterruptedException {
        long now = clock.millis();
        pair.touch("/pir?ms=" + random.nextInt(100, 900));
        shots.add(now);
    }

    void rest(Duration duration) throws InterruptedException {
        pace.sleep(duration);
    }

    void pause(RandomGenerator random, Duration most) throws InterruptedException {
        pace.sleep(Duration.ofMillis(random.nextLong(most.toMillis() + 1)));
    }

    void killCamera(String signal) throws IOException, InterruptedException {
        kill(pair.camera(), signal);
        // What was seen in its last moments may not have been written down yet.
        long now = clock.millis();
        shots.removeIf(shot -> now - shot < 1000);
    }

    void startCamera() throws IOException, InterruptedException {
        pair.restartCamera();
    }

    void killWeb() throws IOException, InterruptedException {
        kill(pair.web(), "KILL");
    }

    void startWeb() throws IOException, InterruptedException {
        pair.restartWeb();
    }

    private void kill(Running node, String signal) throws IOException, InterruptedException {
        orphans.addAll(node.children());
        if (node.signal(signal).isEmpty()) {
            throw new AssertionError("it does not end by " + signal);
        }
    }

    /// Waits until the camera is there with a picture.
    void settle() throws IOException, InterruptedException {
        Client client = pair.client();
        client.await(
                "/api/v1/cameras",
                c ->
                        c.at("/cameras/0/online").asBoolean()
                                && c.at("/cameras/0/status/videoFault").isNull());
    }

    /// Waits until nothing is being filmed and everything is delivered.
    void calm() throws IOException, InterruptedException {
        settle();
        pair.client()
                .await(
                        "/api/v1/cameras",
                        c ->
                                !c.at("/cameras/0/status/incident").asBoolean(true)
                                        && c.at("/cameras/0/status/undelivered").asInt(-1) == 0);
    }

    /// Offers a file that is stored already once more.
    void repeatUpload(RandomGenerator random) throws IOException, InterruptedException {
        List<Path> stored;
        try (var walk = Files.walk(pair.data().resolve("web/store/cameras"))) {
            stored =
                    walk.filter(p -> p.toString().matches(".*\\.(snapshot|clip)\\..*"))
                            .sorted()
                            .toList();
        } catch (java.io.UncheckedIOException e) {
            return;
        }
        if (stored.isEmpty()) {
            return;
        }
        Running scp = pair.scp(stored.get(random.nextInt(stored.size())));
        if (scp.exitValue() != 0) {
            throw new AssertionError("a repeated upload is refused: " + scp.output());
        }
    }

    boolean smallDisks() {
        return cameraDisk != null && webDisk != null;
    }

    void fillCameraDisk() throws IOException {
        diskless.add(clock.millis());
        Objects.requireNonNull(cameraDisk).fill(0);
    }

    void relieveCameraDisk() throws IOException {
        Objects.requireNonNull(cameraDisk).relieve();
        diskless.add(clock.millis());
    }

    /// To the last byte, or to below the reserve.
    void fillWebDisk(RandomGenerator random) throws IOException {
        Objects.requireNonNull(webDisk).fill(random.nextBoolean() ? 0 : WEB_RESERVE / 2);
    }

    void relieveWebDisk() throws IOException {
        Objects.requireNonNull(webDisk).relieve();
    }

    /// Whether Pi #A's disk was full at about that moment.
    boolean wasDiskless(long millis) {
        for (int i = 0; i + 1 < diskless.size(); i += 2) {
            if (millis >= diskless.get(i) - 5000 && millis <= diskless.get(i + 1) + 2000) {
                return true;
            }
        }
        return false;
    }

    /// A node's clock is wrong for a while. Events of this time bear wrong labels, so what was seen
    /// is not looked for by its time.
    void setClock(String node, RandomGenerator random) throws IOException, InterruptedException {
        int known = shots.size();
        SetClock set = Objects.requireNonNull(clocks.get(node));
        set.set(random.nextLong(-400_000, 400_000));
        motion(random);
        pause(random, Duration.ofSeconds(6));
        set.set(0);
        long now = clock.millis();
        shots.subList(known, shots.size()).clear();
        shots.removeIf(shot -> now - shot < 10_000);
    }

    @Override
    public void close() {
        closer.close();
    }
}
