package org.vigia.web.link;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;

/// What SSH hands over of one camera: both directions of its frame socket, and two ways to end it.
/// One thread reads and one writes; any thread may end it.
final class LinkConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);
    private static final int BUFFER = 64 * 1024;

    private final String camera;
    private final InputStream in;
    private final Runnable cut;
    private final LinkReader reader;
    private final LinkWriter writer;

    LinkConnection(String camera, InputStream in, OutputStream out, Runnable cut) {
        this.camera = camera;
        this.in = in;
        this.cut = cut;
        this.reader = new LinkReader(new BufferedInputStream(in, BUFFER));
        this.writer = new LinkWriter(new BufferedOutputStream(out, BUFFER));
    }

    /// Whose SSH key has been checked.
    String camera() {
        return camera;
    }

    LinkReader reader() {
        return reader;
    }

    LinkWriter writer() {
        return writer;
    }

    /// Ends the whole connection, whose other end may have been gone for long: left to itself it
    /// would keep a place among the camera's sessions until SSH has noticed.
    void cut() {
        cut.run();
    }

    /// Ends the reading, after which the frame socket is closed as SSH closes one.
    void hangUp() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("closing the link of camera {}", camera, e);
        }
    }
}
