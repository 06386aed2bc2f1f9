package org.vigia.web.ssh;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerConnectionService;
import org.jspecify.annotations.Nullable;

/// Which channels a session may open. Here and not in MINA's filters, since only here can a refusal
/// carry words.
final class EvidenceConnection extends ServerConnectionService {
    static final String FRAME_HOST = "vigia-frames";
    static final int FRAME_PORT = 1;

    private final CameraLogin login;
    private final int maxChannels;

    EvidenceConnection(AbstractServerSession session, CameraLogin login, int maxChannels)
            throws SshException {
        super(session);
        this.login = login;
        this.maxChannels = maxChannels;
    }

    @Override
    protected void channelOpen(Buffer buffer) throws Exception {
        int start = buffer.rpos();
        String type = buffer.getString();
        long sender = buffer.getUInt();
        @Nullable String objection = objection(type, buffer);
        if (objection != null) {
            sendChannelOpenFailure(
                    buffer,
                    sender,
                    SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED,
                    "refused: " + objection,
                    "");
            return;
        }
        buffer.rpos(start);
        super.channelOpen(buffer);
    }

    private @Nullable String objection(String type, Buffer buffer) throws IOException {
        if (login.newcomer(getSession()).isPresent()) {
            return type.equals("session") && getChannels().isEmpty()
                    ? null
                    : "a newcomer has one channel, to pair";
        }
        if (login.of(getSession()).isEmpty()) {
            return "the camera is not registered any more";
        }
        if (getChannels().size() >= maxChannels) {
            return "at most %d channels".formatted(maxChannels);
        }
        return switch (type) {
            case "session" -> null;
            case FrameChannel.TYPE -> frameObjection(buffer);
            default -> "no channels of this type";
        };
    }

    private @Nullable String frameObjection(Buffer buffer) {
        buffer.getUInt();
        buffer.getUInt();
        String host = buffer.getString();
        long port = buffer.getUInt();
        if (!host.equals(FRAME_HOST) || port != FRAME_PORT) {
            return "no forwarding but to %s port %d".formatted(FRAME_HOST, FRAME_PORT);
        }
        return getChannels().stream().anyMatch(FrameChannel.class::isInstance)
                ? "one frame socket a session"
                : null;
    }
}
