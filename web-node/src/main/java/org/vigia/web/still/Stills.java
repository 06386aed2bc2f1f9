package org.vigia.web.still;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vigia.shared.time.Pace;
import org.vigia.web.live.LiveHub;
import org.vigia.web.picture.PictureMaker;

/// Takes pictures of what cameras film now: at most one a second and camera, the same for everybody
/// who asks, and only while somebody asks. Safe for use by several threads.
///
/// Who takes pictures of a camera is a viewer of its stream; ten seconds after the last wish that
/// ends by itself.
public final class Stills {
    private final LiveHub hub;
    private final PictureMaker maker;
    private final Pace pace;
    private final Map<String, Tripod> tripods = new ConcurrentHashMap<>();

    /// @param maker decodes the frames
    public Stills(LiveHub hub, PictureMaker maker, Pace pace) {
        this.hub = hub;
        this.maker = maker;
        this.pace = pace;
    }

    /// Takes a picture and waits for it: for the first frame of a camera that nobody has watched,
    /// and for the decoder.
    ///
    /// @param camera one that there is: something small is remembered of each
    public Still take(String camera) throws InterruptedException {
        return tripods.computeIfAbsent(camera, name -> new Tripod(name, hub, maker, pace)).take();
    }
}
