package org.vigia.web.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// What a viewer is told, and its form on the WebSocket.
///
/// Texts are JSON objects with a `type`. Binary messages begin with 16 bytes, big-endian: kind (u8:
/// 0 init segment, 1 frames), flags (u8: bit 0 starts with a key frame, bit 1 replaces the frame
/// before), u16 zero, u32 age of the newest frame in µs when it was sent (at most 2^32 - 1, and up
/// to 10 ms less than it is, which lets viewers share a message), u64 end of the newest frame in
/// ticks of 1/90000 s. The ISO BMFF bytes follow.
sealed interface LiveMessage {
    /// The length of a binary message's head.
    int HEAD_BYTES = 16;

    /// Begins to send it; see [ViewerSocket].
    void sendTo(ViewerSocket socket, Pace pace, Sent sent);

    /// A stream begins: its description. [Init] comes next.
    record Config(VideoConfig config) implements LiveMessage {
        private record Opening(String type, String codec, int width, int height) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace, Sent sent) {
            socket.text(
                    Json.text(
                            new Opening("config", config.codec(), config.width(), config.height())),
                    sent);
        }
    }

    /// A stream begins: its init segment.
    record Init(VideoConfig config) implements LiveMessage {
        @Override
        public void sendTo(ViewerSocket socket, Pace pace, Sent sent) {
            ByteBuffer message = ByteBuffer.allocate(HEAD_BYTES + config.initSegment().length);
            message.put(new byte[HEAD_BYTES]).put(config.initSegment());
            socket.binary(message.flip(), sent);
        }
    }

    /// Frames in order; never empty. What goes over the wire is made once for all viewers who are
    /// sent it within [#FRESH].
    final class Frames implements LiveMessage {
        /// How much older than its message says a frame may be.
        static final Duration FRESH = Duration.ofMillis(10);

        private final List<Fragment> fragments;
        private final int bytes;
        private volatile @Nullable Made made;

        private record Made(byte[] message, long nanos) {}

        Frames(List<Fragment> fragments) {
            this.fragments = List.copyOf(fragments);
            this.bytes = fragments.stream().mapToInt(f -> f.bytes().length).sum();
        }

        List<Fragment> fragments() {
            return fragments;
        }

        int bytes() {
            return bytes;
        }

        @Override
        public void sendTo(ViewerSocket socket, Pace pace, Sent sent) {
            long now = pace.nanos();
            Made shared = made;
            if (shared == null || now - shared.nanos() > FRESH.toNanos()) {
                shared = new Made(message(now), now);
                made = shared;
            }
            socket.binary(ByteBuffer.wrap(shared.message()), sent);
        }

        private byte[] message(long now) {
            Fragment first = fragments.getFirst();
            Fragment newest = fragments.getLast();
            int flags = (first.key() ? 1 : 0) | (first.replacesPrevious() ? 2 : 0);
            long ageMicros = Math.max(0, now - newest.capturedNanos()) / 1000;
            ByteBuffer message =
                    ByteBuffer.allocate(HEAD_BYTES + bytes).order(ByteOrder.BIG_ENDIAN);
            message.put((byte) 1).put((byte) flags).putShort((short) 0);
            message.putInt((int) Math.min(ageMicros, 0xFFFF_FFFFL));
            message.putLong(newest.time() + newest.duration());
            fragments.forEach(f -> message.put(f.bytes()));
            return message.array();
        }
    }

    /// The camera is there, its picture is not.
    record Gap(String reason) implements LiveMessage {
        private record Absence(String type, String reason) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace, Sent sent) {
            socket.text(Json.text(new Absence("gap", reason)), sent);
        }
    }

    /// The camera's link stands or does not; when it stands, a picture is on its way.
    record Presence(boolean online) implements LiveMessage {
        private record Standing(String type) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace, Sent sent) {
            socket.text(Json.text(new Standing(online ? "online" : "offline")), sent);
        }
    }

    /// Nothing has happened for a while; the connection stands.
    record Pulse() implements LiveMessage {
        private record Beat(String type) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace, Sent sent) {
            socket.text(Json.text(new Beat("pulse")), sent);
        }
    }
}
