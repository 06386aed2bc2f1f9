package org.vigia.web.evidence;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.VideoConfig;

/// What one link brings of evidence. Used by the thread that reads the link, which never waits for
/// more than the writing of a frame.
public final class EvidenceSession {
    private final CameraEvidence camera;

    EvidenceSession(CameraEvidence camera) {
        this.camera = camera;
    }

    /// The camera begins a film, or goes on with one.
    ///
    /// @param config the video that the link has told of last
    /// @param held is told the first sequence that is wanted, a sequence that no film reaches where
    ///   none is: before this returns, or later by another thread, where what is here has to be
    ///   read again
    /// @throws LinkException when the camera breaks the protocol
    public void opened(
            LinkMessage.EvidenceOpened opening, @Nullable VideoConfig config, LongConsumer held)
            throws LinkException {
        camera.opened(this, opening, config, held);
    }

    /// The camera begins a film, or goes on with one, that is not to be recorded now.
    ///
    /// @param held is told that nothing is wanted
    /// @throws LinkException when the camera breaks the protocol
    public void declined(LinkMessage.EvidenceOpened opening, LongConsumer held)
            throws LinkException {
        camera.declined(this, opening, held);
    }

    /// A frame has come, with or without a film being open.
    public void filmed(LinkMessage.Filmed filmed) {
        camera.filmed(this, filmed);
    }

    /// The camera has sent all of a film.
    ///
    /// @throws LinkException when the camera breaks the protocol
    public void closed(LinkMessage.EvidenceClosed closing) throws LinkException {
        camera.closed(this, closing);
    }

    /// The link has ended.
    ///
    /// @param lost whether the camera has disappeared, and not this node
    /// @return whether a film was open
    public boolean ended(boolean lost) {
        return camera.ended(this, lost);
    }
}
