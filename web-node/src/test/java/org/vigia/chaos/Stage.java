package org.vigia.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.vigia.e2e.Client;
import org.vigia.e2e.Pair;
import org.vigia.e2e.Running;
import org.vigia.shared.time.Pace;

/// The pair with a bad network between, and what can be done to it. Used by one thread.
final class Stage implements AutoCloseable {
    private static final String VIDEO =
            "{source: test, width: 320, height: 180, frames-per-second: 10, bits-per-second:"
                    + " 250000}";

    private final Pace pace;
    private final Clock clock;
    private final Pair pair;
    private final LinkProxy proxy;
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private final List<Long> shots = new ArrayList<>();

    private Stage(Pace pace, Clock clock, Pair pair, LinkProxy proxy) {
        this.pace = pace;
        this.clock = clock;
        this.pair = pair;
        this.proxy = proxy;
    }

    static Stage open(Path folder, Pace pace, Clock clock)
            throws IOException, InterruptedException {
        LinkProxy[] way = new LinkProxy[1];
        Pair pair =
                Pair.start(
                        folder,
                        new Pair.Setup(
                                VIDEO,
                                "{exit-delay: 0, entry-delay: 0, motion-tail: 1s}",
                                "recording: {pre-roll: 1s}",
                                port -> {
                                    way[0] = LinkProxy.to(port, pace);
                                    return way[0].port();
                                }));
        Stage stage = new Stage(pace, clock, pair, way[0]);
        stage.settle();
        pair.touch("/ir/arm");
        pair.client()
                .await(
                        "/api/v1/cameras",
                        c -> c.at("/cameras/0/status/alarm").asText().equals("armed"));
        return stage;
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
            stored = walk.filter(p -> p.toString().matches(".*\\.(jpg|mp4)")).sorted().toList();
        } catch (java.io.UncheckedIOException e) {
            return;
        }
        if (stored.isEmpty()) {
            return;
        }
        Path file = stored.get(random.nextInt(stored.size()));
        Path known = pair.data().resolve("known_hosts");
        String key =
                Files.readString(pair.data().resolve("camera.yml"))
                        .lines()
                        .filter(l -> l.strip().startsWith("host-key:"))
                        .findFirst()
                        .orElseThrow()
                        .replaceAll(".*(ssh-rsa [A-Za-z0-9+/=]+).*", "$1");
        Files.writeString(known, "[127.0.0.1]:%d %s%n".formatted(pair.sshPort(), key));
        Running scp =
                Running.start(
                        pair.data().resolve("scp.log"),
                        List.of(
                                "scp",
                                "-O",
                                "-q",
                                "-P",
                                Integer.toString(pair.sshPort()),
                                "-i",
                                pair.data().resolve("camera/identity").toString(),
                                "-o",
                                "UserKnownHostsFile=" + known,
                                "-o",
                                "BatchMode=yes",
                                file.toString(),
                                "yard@127.0.0.1:."));
        if (scp.exitValue() != 0) {
            throw new AssertionError("a repeated upload is refused: " + scp.output());
        }
    }

    @Override
    public void close() throws InterruptedException, IOException {
        pair.close();
        proxy.close();
    }
}
