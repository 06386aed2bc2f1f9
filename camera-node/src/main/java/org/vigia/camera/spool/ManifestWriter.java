package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;

/// Puts together what the camera says of an event.
final class ManifestWriter {
    private final String camera;
    private final RsaIdentity identity;

    ManifestWriter(String camera, RsaIdentity identity) {
        this.camera = camera;
        this.identity = identity;
    }

    Manifest write(OpenEvent event, Chain.Head head, Moment ended, long clipMillis)
            throws IOException {
        Opening opening = event.opening();
        List<Manifest.Entry> files = new ArrayList<>();
        boolean clip = false;
        for (EvidenceName name : event.evidence()) {
            if (Spool.isContent(name)) {
                long size = Files.size(event.folder().resolve(name.text()));
                files.add(new Manifest.Entry(name.text(), size));
                clip |= name.kind() == EvidenceKind.CLIP;
            }
        }
        return new Manifest(
                Manifest.FORMAT,
                opening.event(),
                opening.incident(),
                camera,
                opening.kind(),
                identity.publicKey().fingerprint(),
                head.sequence() + 1,
                head.manifest(),
                opening.started(),
                ended,
                clip ? opening.preRollMillis() : 0,
                clip ? clipMillis : 0,
                files);
    }
}
