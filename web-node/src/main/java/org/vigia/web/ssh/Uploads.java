package org.vigia.web.ssh;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The uploads under way, of which those that stand still lose their session: keep-alives would
/// hold a dead or idle one for ever.
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Set<Upload> running = ConcurrentHashMap.newKeySet();

    /// One `scp -t`.
    record Upload(String camera, Session session, Progress progress) {}

    void add(Upload upload) {
        running.add(upload);
    }

    void remove(Upload upload) {
        running.remove(upload);
    }

    void cutStalled() {
        for (Upload upload : running) {
            if (upload.progress().isStalled()) {
                LOG.warn("{}: an upload stands still, its session ends", upload.camera());
                upload.session().close(true);
            }
        }
    }
}
