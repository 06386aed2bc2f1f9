package org.vigia.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.evidence.Reel;
import org.vigia.web.ssh.OpenSsh;

/// A camera that streams evidence of 2 Mbit/s, 25 frames a second, over the machine's own ssh.
final class IngestCamera implements AutoCloseable {
    static final int FRAMES_PER_SECOND = 25;
    static final int BYTES_PER_SECOND = 250_000;
    private static final int KEY = 40_000;
    private static final int OTHER = (BYTES_PER_SECOND - KEY) / (FRAMES_PER_SECOND - 1);
    private static final int BUFFER = 64 * 1024;

    private final String name;
    private final EventId event = EventId.create(Clock.systemUTC(), new SecureRandom());
    private final List<byte[]> samples;
    private final Pace pace;
    private final Process ssh;
    private final LinkReader reader;
    private final LinkWriter writer;
    private final CountDownLatch wanted = new CountDownLatch(1);
    private long sent;

    /// Pictures of random bytes, which all cameras may share.
    static List<byte[]> gop() {
        Random random = new Random(1);
        List<byte[]> gop = new ArrayList<>();
        for (int i = 0; i < FRAMES_PER_SECOND; i++) {
            byte[] nal = new byte[i == 0 ? KEY : OTHER];
            random.nextBytes(nal);
            nal[0] = (byte) (i == 0 ? 5 : 1);
            nal[nal.length - 1] = 1;
            gop.add(Reel.nals(nal));
        }
        return gop;
    }

    /// Connects, says hello and begins an event's film.
    IngestCamera(String name, Path key, RsaIdentity host, int port, List<byte[]> samples, Pace pace)
            throws IOException, InterruptedException {
        this.name = name;
        this.samples = samples;
        this.pace = pace;
        Path home = Files.createDirectories(key.resolveSibling("home-" + name));
        OpenSsh client = OpenSsh.of(home, port, host, key, name);
        ssh = client.start("ssh", "-c", NodeJvm.cipher(), "-W", "vigia-frames:1", client.host());
        reader = new LinkReader(ssh.getInputStream());
        writer = new LinkWriter(new BufferedOutputStream(ssh.getOutputStream(), BUFFER));
        say(new LinkMessage.Hello(LinkMessage.VERSION, name, "boot", "bench"));
        if (!(reader.read() instanceof LinkMessage.Welcome)) {
            throw new IOException(name + " is not welcome");
        }
        say(
                new LinkMessage.Status(
                        new CameraStatus(AlarmMode.ARMED, true, false, 0, false, false, null, 0)));
        NamedThreads.start("ears-" + name, this::listen);
        Moment now = new Moment(Clock.systemUTC().millis(), true, "boot", 0);
        say(new LinkMessage.EventOpened(event, event, EventKind.MOTION, now));
        say(new LinkMessage.VideoStarted(Reel.config(0)));
        say(new LinkMessage.EvidenceOpened(event, 0, 0));
        wanted.await();
    }

    private void listen() {
        try {
            for (LinkMessage m = reader.read(); m != null; m = reader.read()) {
                if (m instanceof LinkMessage.Ping ping) {
                    say(new LinkMessage.Pong(ping.nanos(), pace.nanos()));
                } else if (m instanceof LinkMessage.EvidenceHeld) {
                    wanted.countDown();
                }
            }
        } catch (IOException e) {
            // Which is how it ends.
        }
    }

    private synchronized void say(LinkMessage message) throws IOException {
        writer.write(message);
        writer.flush();
    }

    /// Films for a while, at its pace or as fast as the link takes it.
    void film(Duration time, boolean paced) throws IOException, InterruptedException {
        long began = pace.nanos();
        long every = Duration.ofSeconds(1).toNanos() / FRAMES_PER_SECOND;
        for (long i = 0; pace.nanos() - began < time.toNanos(); i++) {
            if (paced) {
                pace.sleep(Duration.ofNanos(Math.max(0, began + i * every - pace.nanos())));
            }
            int at = (int) (sent % FRAMES_PER_SECOND);
            Fragment frame = Reel.frame(0, sent, at == 0, false, samples.get(at));
            say(new LinkMessage.Filmed(frame, false));
            sent++;
        }
    }

    /// How many frames it has filmed.
    long sent() {
        return sent;
    }

    String name() {
        return name;
    }

    EventId event() {
        return event;
    }

    @Override
    public void close() {
        ssh.destroy();
    }
}
