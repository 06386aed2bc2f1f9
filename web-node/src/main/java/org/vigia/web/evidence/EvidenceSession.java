package org.vigia.web.evidence;

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
    /// @return the first sequence that is wanted; a sequence that no film reaches where none is
    /// @throws LinkException when the camera breaks the protocol
    public long opened(LinkMessage.EvidenceOpened opening, @Nullable VideoConfig config)
            throws LinkException {
        return camera.opened(this, opening, config);
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
