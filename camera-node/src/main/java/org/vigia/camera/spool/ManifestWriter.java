package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;

/// Puts together what the camera says of an event, and signs it.
final class ManifestWriter {
    private final String camera;
    private final RsaIdentity identity;

    /// A manifest that is on the disk.
    ///
    /// @param hash the SHA-256 of its bytes
    record Written(Manifest manifest, String hash) {}

    ManifestWriter(String camera, RsaIdentity identity) {
        this.camera = camera;
        this.identity = identity;
    }

    /// Step 5: the signature file, then the manifest.
    Written write(OpenEvent event, Chain.Head head, Moment ended, long clipMillis)
            throws IOException {
        Manifest manifest = manifest(event, head, ended, clipMillis);
        byte[] document = manifest.bytes();
        byte[] signature = identity.sign(document);
        String hash = Sha256.of(document);
        publish(event, EvidenceKind.SIGNATURE, Sha256.of(signature), signature);
        publish(event, EvidenceKind.MANIFEST, hash, document);
        return new Written(manifest, hash);
    }

    private static void publish(OpenEvent event, EvidenceKind kind, String hash, byte[] content)
            throws IOException {
        EvidenceName name = new EvidenceName(event.opening().event(), kind, hash);
        DurableFiles.create(event.folder().resolve(name.text()), content);
    }

    private Manifest manifest(OpenEvent event, Chain.Head head, Moment ended, long clipMillis)
            throws IOException {
        Opening opening = event.opening();
        List<Manifest.Entry> files = new ArrayList<>();
        boolean clip = false;
        for (EvidenceName name : OpenEvents.content(event.folder())) {
            long size = Files.size(event.folder().resolve(name.text()));
            files.add(new Manifest.Entry(name.text(), size));
            clip |= name.kind() == EvidenceKind.CLIP;
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
