package org.vigia.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;

@Timeout(60)
class ViewerTest {
    private final FakePace pace = new FakePace();

    private LiveMessage.Frames frame(int sequence) {
        return frame(sequence, new byte[] {(byte) sequence});
    }

    private LiveMessage.Frames frame(int sequence, byte[] bytes) {
        return new LiveMessage.Frames(
                List.of(
                        new Fragment(
                                0,
                                sequence,
                                sequence * 3600L,
                                3600,
                                sequence % 5 == 0,
                                false,
                                pace.nanos(),
                                bytes)));
    }

    @Test
    void onlyAViewerWhoHasGotNothingSinceTheLastPulseIsToldThatTheConnectionStands()
            throws Exception {
        RecordingSocket socket = new RecordingSocket(false);
        Viewer viewer = new Viewer(socket, pace, self -> {});
        viewer.offer(new LiveMessage.Presence(true));
        viewer.serve();
        assertThat(socket.next()).contains("online");
        viewer.pulse();
        viewer.offer(new LiveMessage.Presence(false));
        viewer.serve();
        assertThat(socket.next()).contains("offline");
        viewer.pulse();
        assertThat(viewer.waiting()).isZero();
        viewer.pulse();
        viewer.serve();
        assertThat(socket.next()).isEqualTo("{\"type\":\"pulse\"}");
        viewer.close();
    }

    @Test
    void aStalledViewersQueueIsBoundedWhateverTheClockSays() throws Exception {
        RecordingSocket socket = new RecordingSocket(true);
        Viewer viewer = new Viewer(socket, pace, self -> {});
        for (int i = 0; i < 10_000; i++) {
            viewer.offer(frame(i));
            viewer.offer(new LiveMessage.Gap("fault " + i));
            viewer.serve();
            assertThat(viewer.waiting()).isLessThanOrEqualTo(Viewer.CAPACITY + 2);
        }
        viewer.close();
        assertThat(socket.closed.getCount()).isZero();
    }

    @Test
    void aStalledViewersBytesAreBoundedAndSoIsTheGroupKeptForNewOnes() throws Exception {
        RecordingSocket socket = new RecordingSocket(true);
        Viewer viewer = new Viewer(socket, pace, self -> {});
        GopCache gop = new GopCache();
        byte[] big = new byte[1 << 20];
        for (int i = 0; i < 100; i++) {
            Fragment fragment =
                    new Fragment(0, i, i * 3600L, 3600, i % 20 == 0, false, pace.nanos(), big);
            viewer.offer(new LiveMessage.Frames(List.of(fragment)));
            viewer.serve();
            assertThat(viewer.waitingBytes()).isLessThanOrEqualTo(Viewer.MAX_BYTES);
            assertThat(gop.add(fragment)).isTrue();
            assertThat(gop.frames()).hasSizeLessThanOrEqualTo(4);
        }
        viewer.close();
    }

    @Test
    void viewersWhoAreSentAFrameAtTheSameTimeShareItsBytesAndALaterOneLearnsItsAge() {
        Prompt socket = new Prompt();
        LiveMessage.Frames frame = frame(0);
        for (Duration pause :
                List.of(LiveMessage.Frames.FRESH, Duration.ofMillis(1), Duration.ZERO)) {
            Viewer viewer = new Viewer(socket, pace, self -> {});
            viewer.offer(frame);
            viewer.serve();
            pace.advance(pause);
        }
        List<ByteBuffer> got = socket.got;
        assertThat(got.get(1).array()).isSameAs(got.get(0).array());
        assertThat(got.get(2).getInt(4) - got.get(0).getInt(4)).isEqualTo(11_000);
    }

    @Test
    void whoTakesNothingForAWhileIsSentAway() {
        RecordingSocket socket = new RecordingSocket(true);
        List<Viewer> ended = new ArrayList<>();
        Viewer viewer = new Viewer(socket, pace, ended::add);
        viewer.offer(new LiveMessage.Presence(true));
        viewer.serve();
        pace.advance(Viewer.STUCK);
        viewer.serve();
        assertThat(ended).isEmpty();
        pace.advance(Duration.ofMillis(1));
        viewer.serve();
        assertThat(ended).containsExactly(viewer);
        assertThat(socket.closed.getCount()).isZero();
    }

    @Test
    void whoTakesEachMessageLateIsNotSentAway() throws Exception {
        RecordingSocket socket = new RecordingSocket(false);
        Viewer viewer = new Viewer(socket, pace, self -> {});
        for (int i = 0; i < 3; i++) {
            socket.stall();
            viewer.offer(new LiveMessage.Presence(true));
            viewer.serve();
            pace.advance(Duration.ofSeconds(14));
            viewer.serve();
            socket.flow();
            assertThat(socket.next()).contains("online");
        }
        assertThat(socket.closed.getCount()).isOne();
    }

    @Test
    void aSocketThatFailsCostsItsOwnViewerAlone() {
        List<Viewer> ended = new ArrayList<>();
        Viewer viewer = new Viewer(new Failing(), pace, ended::add);
        viewer.offer(new LiveMessage.Presence(true));
        viewer.serve();
        assertThat(ended).containsExactly(viewer);
    }

    @Test
    void aSocketThatCannotBeClosedIsLetGoAllTheSame() {
        List<Viewer> ended = new ArrayList<>();
        Viewer viewer = new Viewer(new Staying(), pace, ended::add);
        assertThatThrownBy(viewer::close).hasMessage("a socket that stays");
        assertThat(ended).containsExactly(viewer);
    }

    @Test
    void aSocketThatTakesEachMessageAtOnceIsNotCalledFromWithinItself() {
        Prompt socket = new Prompt();
        Viewer viewer = new Viewer(socket, pace, self -> {});
        for (int i = 0; i < Viewer.CAPACITY; i++) {
            viewer.offer(frame(i));
        }
        viewer.serve();
        assertThat(socket.got).hasSize(Viewer.CAPACITY);
        assertThat(socket.deepest).isOne();
    }

    @Test
    void whateverThreadsTakeAndServeTheOrderIsKept() throws Exception {
        Elsewhere socket = new Elsewhere();
        Viewer viewer = new Viewer(socket, pace, self -> {});
        Thread taking = NamedThreads.start("taking", socket::takeAll);
        int sent = 0;
        while (sent < 20_000) {
            if (viewer.waiting() < Viewer.CAPACITY) {
                viewer.offer(frame(sent++));
            }
            viewer.serve();
        }
        while (viewer.waiting() > 0) {
            viewer.serve();
        }
        viewer.close();
        taking.join();
        assertThat(socket.ends).hasSize(sent).isSorted();
        assertThat(socket.atOnce).isOne();
    }

    /// Takes everything at once; notes how deep the calls to it lie in each other.
    private static final class Prompt implements ViewerSocket {
        private int depth;
        private int deepest;
        private final List<ByteBuffer> got = new ArrayList<>();

        @Override
        public void text(String json, Sent sent) {
            depth++;
            deepest = Math.max(deepest, depth);
            sent.taken();
            depth--;
        }

        @Override
        public void binary(ByteBuffer message, Sent sent) {
            got.add(message);
            text("", sent);
        }

        @Override
        public void close() {}
    }

    private static final class Failing implements ViewerSocket {
        @Override
        public void text(String json, Sent sent) {
            throw new IllegalStateException("a socket in pieces");
        }

        @Override
        public void binary(ByteBuffer message, Sent sent) {
            text("", sent);
        }

        @Override
        public void close() {}
    }

    private static final class Staying implements ViewerSocket {
        @Override
        public void text(String json, Sent sent) {}

        @Override
        public void binary(ByteBuffer message, Sent sent) {}

        @Override
        public void close() {
            throw new IllegalStateException("a socket that stays");
        }
    }

    /// Takes on another thread what it is sent, as soon as it can.
    private static final class Elsewhere implements ViewerSocket {
        private static final Sent LAST =
                new Sent() {
                    @Override
                    public void taken() {}

                    @Override
                    public void gone() {}
                };

        private final BlockingQueue<Sent> underWay = new LinkedBlockingQueue<>();
        private final AtomicInteger untaken = new AtomicInteger();
        private final List<Long> ends = new ArrayList<>();
        private int atOnce;

        void takeAll() {
            try {
                for (Sent next = underWay.take(); !next.equals(LAST); next = underWay.take()) {
                    untaken.decrementAndGet();
                    next.taken();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void text(String json, Sent sent) {
            throw new AssertionError("frames alone are sent here");
        }

        @Override
        public void binary(ByteBuffer message, Sent sent) {
            ends.add(message.getLong(8));
            atOnce = Math.max(atOnce, untaken.incrementAndGet());
            underWay.add(sent);
        }

        @Override
        public void close() {
            underWay.add(LAST);
        }
    }
}
