package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.web.registry.RegisteredCamera;

/// Whether a manifest may make its event whole.
final class ManifestCheck {
    private final RegisteredCamera camera;
    private final EventFolder folder;
    private final GapLog gaps;

    /// Prepares the check.
    ///
    /// @param camera who offers it, with the key it must be signed with
    /// @param folder of the event, with all that has arrived
    /// @param gaps what the camera has said will never come
    ManifestCheck(RegisteredCamera camera, EventFolder folder, GapLog gaps) {
        this.camera = camera;
        this.folder = folder;
        this.gaps = gaps;
    }

    /// Checks a document.
    ///
    /// @param name the name it was offered under
    /// @param document its bytes
    /// @throws IOException when the folder cannot be read
    Verdict check(EvidenceName name, byte[] document) throws IOException {
        Map<EvidenceKind, EvidenceName> held = folder.files();
        EvidenceName signature = held.get(EvidenceKind.SIGNATURE);
        if (signature == null) {
            return new Verdict.Later("the signature is not here yet");
        }
        if (!RsaIdentity.verify(
                camera.key(), document, Files.readAllBytes(folder.file(signature)))) {
            return refused("does not bear a valid signature of the camera's key");
        }
        Manifest manifest;
        try {
            manifest = Manifest.parse(document);
        } catch (IOException e) {
            return refused("cannot be read: " + e.getMessage());
        }
        if (!manifest.event().equals(name.event())) {
            return refused("is that of event " + manifest.event());
        }
        if (!manifest.camera().equals(camera.name())) {
            return refused("is that of camera " + manifest.camera());
        }
        if (manifest.kind().isPiBsOwn()) {
            return refused("claims what only web-node itself says");
        }
        if (!manifest.key().equals(camera.key().fingerprint())) {
            return refused("names another key: " + manifest.key());
        }
        return checkFiles(name, manifest, held);
    }

    private Verdict checkFiles(
            EvidenceName name, Manifest manifest, Map<EvidenceKind, EvidenceName> held)
            throws IOException {
        Verdict verdict = new Verdict.Accepted();
        for (Manifest.Entry entry : manifest.files()) {
            EvidenceName named = entry.evidence();
            EvidenceName here = held.get(named.kind());
            if (here == null) {
                if (!gaps.names(camera.name(), name.sha256(), named.text())) {
                    verdict = new Verdict.Later(named + " is not here yet");
                }
            } else if (!here.equals(named)) {
                return refused(
                        "names a %s that is not the one held".formatted(named.kind().word()));
            } else if (Files.size(folder.file(here)) != entry.size()) {
                return refused("gives a wrong size for the " + named.kind().word());
            }
        }
        for (EvidenceName here : held.values()) {
            boolean evidence =
                    here.kind() == EvidenceKind.SNAPSHOT || here.kind() == EvidenceKind.CLIP;
            if (evidence && manifest.files().stream().noneMatch(e -> e.evidence().equals(here))) {
                return refused("leaves out the %s that is held".formatted(here.kind().word()));
            }
        }
        return verdict;
    }

    private static Verdict refused(String why) {
        return new Verdict.Refused("the manifest " + why);
    }
}
