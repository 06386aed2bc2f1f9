package org.vigia.web.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// What a viewer is told, and its form on the WebSocket.
///
/// Texts are JSON objects with a `type`. Binary messages begin with 16 bytes, big-endian: kind (u8:
/// 0 init segment, 1 frames), flags (u8: bit 0 starts with a key frame, bit 1 replaces the frame
/// before), u16 zero, u32 age of the newest frame in µs when it was sent (at most 2^32 - 1), u64
/// end of the newest frame in ticks of 1/90000 s. The ISO BMFF bytes follow.
sealed interface LiveMessage {
    /// The length of a binary message's head.
    int HEAD_BYTES = 16;

    void sendTo(ViewerSocket socket, Pace pace) throws IOException;

    /// A stream begins: its description, then its init segment.
    record Config(VideoConfig config) implements LiveMessage {
        private record Text(String type, String codec, int width, int height) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace) throws IOException {
            socket.text(
                    Json.text(new Text("config", config.codec(), config.width(), config.height())));
            ByteBuffer message = ByteBuffer.allocate(HEAD_BYTES + config.initSegment().length);
            message.put(new byte[HEAD_BYTES]).put(config.initSegment());
            socket.binary(message.flip());
        }
    }

    /// Frames in order; never empty.
    record Frames(List<Fragment> fragments) implements LiveMessage {
        @Override
        public void sendTo(ViewerSocket socket, Pace pace) throws IOException {
            Fragment first = fragments.getFirst();
            Fragment newest = fragments.getLast();
            int bytes = fragments.stream().mapToInt(f -> f.bytes().length).sum();
            int flags = (first.key() ? 1 : 0) | (first.replacesPrevious() ? 2 : 0);
            long ageMicros = Math.max(0, pace.nanos() - newest.capturedNanos()) / 1000;
            ByteBuffer message =
                    ByteBuffer.allocate(HEAD_BYTES + bytes).order(ByteOrder.BIG_ENDIAN);
            message.put((byte) 1).put((byte) flags).putShort((short) 0);
            message.putInt((int) Math.min(ageMicros, 0xFFFF_FFFFL));
            message.putLong(newest.time() + newest.duration());
            fragments.forEach(f -> message.put(f.bytes()));
            socket.binary(message.flip());
        }
    }

    /// The camera is there, its picture is not.
    record Gap(String reason) implements LiveMessage {
        private record Text(String type, String reason) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace) throws IOException {
            socket.text(Json.text(new Text("gap", reason)));
        }
    }

    /// The camera's link stands or does not; when it stands, a picture is on its way.
    record Presence(boolean online) implements LiveMessage {
        private record Text(String type) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace) throws IOException {
            socket.text(Json.text(new Text(online ? "online" : "offline")));
        }
    }

    /// Nothing has happened for a while; the connection stands.
    record Pulse() implements LiveMessage {
        private record Text(String type) {}

        @Override
        public void sendTo(ViewerSocket socket, Pace pace) throws IOException {
            socket.text(Json.text(new Text("pulse")));
        }
    }
}
