package org.vigia.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.video.Fragment;
import org.vigia.web.evidence.Reel;
import org.vigia.web.reel.TestVideo;
import org.vigia.web.ssh.OpenSsh;
import org.vigia.web.store.Evidence;

/// A camera's end of the link and of uploads, over the machine's own ssh.
final class ScriptedCamera implements AutoCloseable {
    final CountDownLatch linkEnded = new CountDownLatch(1);
    private final OpenSsh ssh;
    private final Process link;
    private final LinkReader reader;
    private final LinkWriter writer;
    private final List<Process> uploads = new ArrayList<>();

    /// Connects and says hello.
    ScriptedCamera(OpenSsh ssh) throws IOException {
        this.ssh = ssh;
        this.link = ssh.start("ssh", "-W", "vigia-frames:1", ssh.host());
        this.reader = new LinkReader(link.getInputStream());
        this.writer = new LinkWriter(link.getOutputStream());
        say(new LinkMessage.Hello(LinkMessage.VERSION, ssh.user(), "boot", "1"));
        if (!(reader.read() instanceof LinkMessage.Welcome)) {
            throw new AssertionError("no welcome");
        }
        says(AlarmMode.ARMED, 0);
        NamedThreads.start("scripted-" + ssh.user(), this::listen);
    }

    private void listen() {
        try {
            for (LinkMessage m = reader.read(); m != null; m = reader.read()) {
                if (m instanceof LinkMessage.Ping ping) {
                    say(new LinkMessage.Pong(ping.nanos(), 0));
                }
            }
        } catch (IOException e) {
            // Which is how a link ends that is cut.
        } finally {
            linkEnded.countDown();
        }
    }

    private synchronized void say(LinkMessage message) throws IOException {
        writer.write(message);
        writer.flush();
    }

    /// Says how it is.
    void says(AlarmMode alarm, int undelivered) throws IOException {
        say(
                new LinkMessage.Status(
                        new CameraStatus(alarm, false, false, 0, false, false, null, undelivered)));
    }

    /// Streams the film of an event and does not end it.
    void stream(EventId event, TestVideo video) throws IOException {
        say(
                new LinkMessage.EventOpened(
                        event,
                        event,
                        EventKind.MOTION,
                        new Moment(Evidence.CLOCK.millis(), true, "boot", 0)));
        say(new LinkMessage.VideoStarted(video.config()));
        say(new LinkMessage.EvidenceOpened(event, 0, 0));
        for (Fragment f : video.fragments()) {
            byte[] sample = Arrays.copyOfRange(f.bytes(), mdat(f.bytes()), f.bytes().length);
            say(new LinkMessage.Filmed(Reel.frame(0, f.sequence(), f.key(), false, sample), false));
        }
    }

    // A fragment is one `moof` and one `mdat`, whose header has 8 bytes.
    private static int mdat(byte[] fragment) {
        return java.nio.ByteBuffer.wrap(fragment).getInt(0) + 8;
    }

    /// Offers a file and sends its first `bytes`.
    Process upload(Evidence.Item item, int bytes) throws IOException {
        Process scp = ssh.start("ssh", ssh.host(), "scp", "-t", ".");
        uploads.add(scp);
        OutputStream out = scp.getOutputStream();
        String head = "C0600 %d %s\n".formatted(item.content().length, item.name().text());
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(item.content(), 0, bytes);
        out.flush();
        // SCP's first two answers: go on, go on.
        byte[] answers = scp.getInputStream().readNBytes(2);
        if (!Arrays.equals(answers, new byte[2])) {
            throw new AssertionError("refused: " + Arrays.toString(answers));
        }
        return scp;
    }

    /// Ends as a smashed camera does.
    @Override
    public void close() throws InterruptedException {
        uploads.forEach(Process::destroyForcibly);
        link.destroyForcibly();
        if (!linkEnded.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the link does not end");
        }
    }
}
