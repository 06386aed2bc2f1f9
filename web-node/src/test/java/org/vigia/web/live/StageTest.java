package org.vigia.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.time.FakePace;

/// Who serves the viewers of a camera, and for how long.
@Timeout(60)
class StageTest {
    private static final String ONLINE = "{\"type\":\"online\"}";
    private static final String OFFLINE = "{\"type\":\"offline\"}";

    private final Stage stage = new Stage("door", new FakePace());
    private final AtomicInteger gone = new AtomicInteger();

    @AfterEach
    void close() {
        stage.dismiss();
    }

    private Viewer join(ViewerSocket socket) {
        return stage.join(socket, gone::incrementAndGet);
    }

    @Test
    void whoComesAfterAllHaveLeftIsServedToo() throws Exception {
        for (int i = 0; i < 100; i++) {
            RecordingSocket socket = new RecordingSocket(false);
            try (Viewer viewer = join(socket)) {
                assertThat(socket.next()).isEqualTo(OFFLINE);
                assertThat(viewer.waiting()).isZero();
            }
        }
        assertThat(gone).hasValue(100);
    }

    @Test
    void aViewerWhoEndsTwiceIsGoneOnce() {
        Viewer viewer = join(new RecordingSocket(false));
        viewer.close();
        viewer.close();
        assertThat(gone).hasValue(1);
    }

    @Test
    void aQuietViewerFeelsThePulse() throws Exception {
        RecordingSocket socket = new RecordingSocket(false);
        try (Viewer viewer = join(socket)) {
            assertThat(socket.next()).isEqualTo(OFFLINE);
            stage.pulse();
            stage.pulse();
            assertThat(socket.next()).isEqualTo("{\"type\":\"pulse\"}");
            assertThat(viewer.waiting()).isZero();
        }
    }

    @Test
    void whenTheServerEndsByABugItsViewersComeAgainToAnother() throws Exception {
        RecordingSocket innocent = new RecordingSocket(false);
        join(innocent);
        assertThat(innocent.next()).isEqualTo(OFFLINE);
        join(new Bug());
        assertThat(innocent.closed.await(5, TimeUnit.SECONDS)).isTrue();
        RecordingSocket again = new RecordingSocket(false);
        join(again);
        assertThat(again.next()).isEqualTo(OFFLINE);
        try (LiveChannel channel = stage.open(watched -> {})) {
            assertThat(again.next()).isEqualTo(ONLINE);
            channel.onGap("the lens is covered");
            assertThat(again.next()).contains("the lens is covered");
        }
    }

    private static final class Bug implements ViewerSocket {
        @Override
        public void text(String json, Sent sent) {
            throw new StackOverflowError("a bug");
        }

        @Override
        public void binary(ByteBuffer message, Sent sent) {}

        @Override
        public void close() {}
    }
}
