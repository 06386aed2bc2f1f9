package org.vigia.web.ssh;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/// A session channel that knows two requests, of which one is refused in words: no terminal, no
/// environment, no agent, no X11, no subsystem.
final class EvidenceSession extends ChannelSession {
    EvidenceSession() {
        super(List.of());
    }

    @Override
    protected RequestHandler.Result handleInternalRequest(
            String requestType, boolean wantReply, Buffer buffer) throws IOException {
        return switch (requestType) {
            case "exec", "shell" -> super.handleInternalRequest(requestType, wantReply, buffer);
            default -> RequestHandler.Result.ReplyFailure;
        };
    }
}
