package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.event.Statement;
import org.vigia.shared.event.Tombstone;
import org.vigia.shared.event.Witness;
import org.vigia.web.registry.CameraRegistry;

/// Checks one event's folder against its manifest, the ledger and the gap records.
final class FolderCheck {
    private static final Set<String> OWN =
            Set.of(
                    Announcement.FILE,
                    Marks.FILE,
                    "receipt.json",
                    "receipt.sig",
                    "witness.json",
                    "witness.sig",
                    "tombstone.json",
                    "tombstone.sig");

    private static final Pattern DAMAGED = Pattern.compile("damaged-[0-9a-f-]{36}\\.json");

    private final EventFolder folder;
    private final String camera;
    private final EventId event;
    private final LedgerCheck ledger;
    private final CameraRegistry registry;
    private final Findings findings;

    FolderCheck(
            EventFolder folder,
            String camera,
            EventId event,
            LedgerCheck ledger,
            CameraRegistry registry,
            Findings findings) {
        this.folder = folder;
        this.camera = camera;
        this.event = event;
        this.ledger = ledger;
        this.registry = registry;
        this.findings = findings;
    }

    /// Checks everything in the folder; with `chain`, also that the event has its place there.
    ///
    /// @param sound the names of files that were hashed before and right; those of this check are
    ///   added
    /// @return whether nothing is to come any more: a camera's event ends with its manifest,
    ///   web-node's own has none
    boolean check(ChainCheck chain, Set<String> sound) throws IOException {
        checkRecord();
        checkNames(sound);
        Optional<Tombstone> tombstone = ledger.last(event, Tombstone.class);
        tombstone.ifPresent(said ->
                findings.deleted(
                        folder.path(),
                        "by %s, %s: %s"
                                .formatted(
                                        said.by(),
                                        Instant.ofEpochMilli(said.wallMillis()),
                                        said.reason())));
        checkPapers();
        Map<EvidenceKind, EvidenceName> files = folder.files();
        EvidenceName name = files.get(EvidenceKind.MANIFEST);
        Optional<Receipt> receipt = ledger.last(event, Receipt.class);
        if (name == null) {
            receipt.ifPresent(said ->
                    findings.missing(
                            folder.file(
                                    new EvidenceName(
                                            event, EvidenceKind.MANIFEST, said.manifest())),
                            "the receipt names it"));
        } else {
            if (receipt.isEmpty()) {
                findings.missing(Paper.RECEIPT.document(folder), "the event is whole");
            } else if (!receipt.get().manifest().equals(name.sha256())) {
                findings.foreign(folder.file(name), "the receipt names another manifest");
            }
            checkManifest(name, files, chain, tombstone.orElse(null));
        }
        checkFilms(tombstone.orElse(null));
        checkGone(tombstone.orElse(null));
        return name != null || folder.isPiBsOwn();
    }

    private boolean isEmpty() throws IOException {
        return EventFolder.entries(folder.path()).stream()
                .allMatch(file -> file.getFileName().toString().matches("\\..*\\.new"));
    }

    private void checkRecord() throws IOException {
        if (!folder.exists()) {
            // A power cut may leave a folder before anything is in it; its arrival is remarked on.
            if (!isEmpty()) {
                findings.missing(folder.announcement(), "each event has one");
            }
        } else if (folder.isDamaged()) {
            findings.altered(folder.announcement(), "it cannot be read");
        } else {
            Announcement said = folder.readAnnouncement();
            if (!said.event().equals(event) || !said.camera().equals(camera)) {
                findings.altered(folder.announcement(), "it is of another event or camera");
            } else if (said.isPiBsOwn() && ledger.last(event, Witness.class).isEmpty()) {
                findings.missing(Paper.WITNESS.document(folder), "the event is web-node's own");
            }
        }
    }

    private void checkNames(Set<String> sound) throws IOException {
        for (Path entry : EventFolder.entries(folder.path())) {
            String text = entry.getFileName().toString();
            Optional<EvidenceName> name = EvidenceName.parse(text);
            boolean leftover =
                    DAMAGED.matcher(text).matches()
                            || (text.startsWith(".") && text.endsWith(".new"));
            if (name.isPresent() && name.get().event().equals(event)) {
                if (sound.contains(text) || Sha256.of(entry).equals(name.get().sha256())) {
                    sound.add(text);
                } else {
                    findings.altered(entry, "its content does not match its name");
                }
            } else if (!OWN.contains(text) && !leftover) {
                findings.foreign(entry, "no file here has such a name");
            }
        }
    }

    /// Each paper repeats the ledger's last statement of its kind.
    private void checkPapers() throws IOException {
        checkPaper(Paper.RECEIPT, ledger.last(event, Receipt.class).orElse(null));
        checkPaper(Paper.WITNESS, ledger.last(event, Witness.class).orElse(null));
        checkPaper(Paper.TOMBSTONE, ledger.last(event, Tombstone.class).orElse(null));
    }

    private void checkPaper(Paper paper, @Nullable Statement said) throws IOException {
        Path document = paper.document(folder);
        Path signature = paper.signature(folder);
        for (Path file : List.of(document, signature)) {
            if (said == null && Files.exists(file)) {
                findings.foreign(file, "the ledger knows nothing of it");
            } else if (said != null && !Files.exists(file)) {
                findings.missing(file, "the ledger has it, number " + said.sequence());
            }
        }
        if (said != null && Files.exists(document) && Files.exists(signature)) {
            if (!Sha256.of(document).equals(Sha256.of(said.bytes()))) {
                findings.altered(document, "the ledger says otherwise, number " + said.sequence());
            }
            if (!RsaIdentity.verify(ledger.key(), said.bytes(), Files.readAllBytes(signature))) {
                findings.altered(signature, "it is not the ledger's signature");
            }
        }
    }

    private void checkManifest(
            EvidenceName name,
            Map<EvidenceKind, EvidenceName> files,
            ChainCheck chain,
            @Nullable Tombstone tombstone)
            throws IOException {
        Path path = folder.file(name);
        byte[] document = Files.readAllBytes(path);
        Manifest manifest;
        try {
            manifest = Manifest.parse(document);
        } catch (IOException e) {
            findings.broken(path, "it is no manifest");
            return;
        }
        if (!manifest.event().equals(event) || !manifest.camera().equals(camera)) {
            findings.foreign(path, "it is of another event or camera");
            return;
        }
        EvidenceName signature = files.get(EvidenceKind.SIGNATURE);
        if (signature == null) {
            findings.missing(path, "its signature is not here");
        } else if (registry.keyEver(camera, manifest.key())
                .filter(key -> verifies(key, document, signature))
                .isEmpty()) {
            findings.broken(path, "it bears no valid signature of the camera's key");
        }
        chain.add(manifest, name, findings);
        for (Manifest.Entry entry : manifest.files()) {
            boolean gone = tombstone != null && tombstone.files().contains(entry.name());
            if (!files.containsValue(entry.evidence())
                    && !gone
                    && !chain.explains(name.sha256(), entry.name())) {
                findings.missing(folder.file(entry.evidence()), "the manifest names it");
            }
        }
        for (EvidenceName here : folder.evidence()) {
            boolean named = manifest.files().stream().anyMatch(e -> e.evidence().equals(here));
            boolean film = here.kind() == EvidenceKind.STREAMED;
            if (!named && !film && !here.equals(name) && !here.equals(signature)) {
                findings.foreign(folder.file(here), "the manifest does not name it");
            }
        }
    }

    private boolean verifies(SshPublicKey key, byte[] document, EvidenceName signature) {
        try {
            return RsaIdentity.verify(key, document, Files.readAllBytes(folder.file(signature)));
        } catch (IOException e) {
            return false;
        }
    }

    private void checkFilms(@Nullable Tombstone tombstone) throws IOException {
        List<EvidenceName> here = folder.evidence();
        for (EvidenceName name : here) {
            if (name.kind() == EvidenceKind.STREAMED && !ledger.hasSeen(event, name.text())) {
                findings.foreign(folder.file(name), "no witness statement names it");
            }
        }
        Set<String> covered = Marks.in(folder).covered();
        ledger.last(event, Witness.class)
                .ifPresent(said ->
                        said.files().stream()
                                .map(f -> EvidenceName.parse(f.name()).orElseThrow())
                                .filter(name -> !here.contains(name))
                                .filter(name -> !covered.contains(name.text()))
                                .filter(name ->
                                        tombstone == null
                                                || !tombstone.files().contains(name.text()))
                                .forEach(name ->
                                        findings.missing(
                                                folder.file(name),
                                                "the witness statement names" + " it")));
    }

    private void checkGone(@Nullable Tombstone tombstone) {
        if (tombstone != null) {
            for (String name : tombstone.files()) {
                if (Files.exists(folder.path().resolve(name))) {
                    findings.broken(
                            folder.path().resolve(name), "the tombstone says that it is deleted");
                }
            }
        }
    }
}
