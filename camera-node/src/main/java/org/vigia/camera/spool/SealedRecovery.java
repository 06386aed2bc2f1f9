package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;

/// Looks through what has been sealed: the rows of docs/design/spool.md that concern `sealed/` and
/// `quarantine/`.
final class SealedRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(SealedRecovery.class);

    private final SealedEvents sealed;
    private final Chain chain;

    /// Hashes of this key's manifests, from those that are here and what they say of the one
    /// before.
    private final Map<Long, String> hashes = new HashMap<>();

    /// What the first look has read, for the second.
    private final Map<Path, Manifest> read = new HashMap<>();

    private int foreign;

    SealedRecovery(SealedEvents sealed, Chain chain) {
        this.sealed = sealed;
        this.chain = chain;
    }

    /// At start-up. A folder that cannot be read or moved now is left for the next start: it keeps
    /// no alarm from starting.
    void recover(Path root) throws IOException {
        for (Path folder : Folders.in(root.resolve("quarantine"))) {
            tryTo(folder, () -> sealed.remember(folder));
        }
        List<Path> folders = Folders.in(root.resolve("sealed"));
        for (Path folder : folders) {
            tryTo(folder, () -> readChain(folder));
        }
        if (foreign > 0) {
            LOG.error(
                    "{} events were sealed under this camera's former key and cannot be delivered;"
                            + " they are in spool/quarantine (docs/operations.md)",
                    foreign);
        }
        for (Path folder : folders) {
            tryTo(folder, () -> examine(folder, null));
        }
    }

    private interface Act {
        void run() throws IOException;
    }

    private static void tryTo(Path folder, Act act) {
        try {
            act.run();
        } catch (IOException e) {
            LOG.error("{} cannot be looked through; the next start will", folder, e);
        }
    }

    private void readChain(Path folder) throws IOException {
        @Nullable Manifest manifest = manifestIn(folder);
        if (manifest == null) {
            return;
        }
        read.put(folder, manifest);
        if (isForeign(manifest)) {
            foreign++;
            return;
        }
        String hash = hashIn(folder).orElseThrow();
        chain.sealed(manifest.key(), manifest.sequence(), hash);
        hashes.put(manifest.sequence(), hash);
        if (manifest.previous() != null) {
            hashes.put(manifest.sequence() - 1, manifest.previous());
        }
    }

    private boolean isForeign(Manifest manifest) {
        return !manifest.key().equals(chain.head().key());
    }

    /// Remembers what is whole, tells what has been lost, and sets aside what cannot be delivered.
    ///
    /// @param hash of its manifest, where the caller knows it
    void examine(Path folder, @Nullable String hash) throws IOException {
        Optional<SealedEvent.Place> place = SealedEvent.Place.of(folder);
        if (place.isEmpty()) {
            LOG.warn("{} is none of this node's folders and left alone", folder);
            return;
        }
        @Nullable Manifest known = read.remove(folder);
        @Nullable Manifest manifest = known == null ? manifestIn(folder) : known;
        Optional<Gap> whole = Gaps.in(folder).stream().filter(Gap::whole).findFirst();
        if (manifest != null && isForeign(manifest)) {
            setAside(
                    folder,
                    "sealed under another key, %s: Pi #B knows this camera's present one alone"
                            .formatted(manifest.key()));
        } else if (whole.isPresent()) {
            setAside(folder, whole.get().record().reason());
        } else if (manifest != null && has(folder, EvidenceKind.SIGNATURE)) {
            sealed.tellLost(folder, manifest, hashIn(folder).orElseThrow());
            sealed.remember(folder);
        } else {
            String reason = "its %s is lost".formatted(manifest == null ? "manifest" : "signature");
            String told = hash == null ? hashOf(folder, place.get().sequence()) : hash;
            if (told == null) {
                LOG.error("{}: nothing says which manifest it had: no gap record", folder);
            } else {
                sealed.tellWhole(folder, place.get().sequence(), place.get().event(), told, reason);
            }
            setAside(folder, reason);
        }
    }

    private void setAside(Path folder, String reason) throws IOException {
        LOG.error("{} is set aside: {}", folder, reason);
        sealed.setAside(folder, reason);
    }

    private @Nullable String hashOf(Path folder, long sequence) throws IOException {
        String kept =
                sequence == chain.head().sequence()
                        ? chain.head().manifest()
                        : hashes.get(sequence);
        return kept == null ? hashIn(folder).orElse(null) : kept;
    }

    /// The hash that the manifest's file name gives.
    private static Optional<String> hashIn(Path folder) throws IOException {
        return manifestFile(folder).map(EvidenceName::sha256);
    }

    private static boolean has(Path folder, EvidenceKind kind) throws IOException {
        return SealedEvent.evidence(folder).stream().anyMatch(name -> name.kind() == kind);
    }

    private static Optional<EvidenceName> manifestFile(Path folder) throws IOException {
        return SealedEvent.evidence(folder).stream()
                .filter(name -> name.kind() == EvidenceKind.MANIFEST)
                .findFirst();
    }

    /// Null where it is missing or not what its name says.
    private static @Nullable Manifest manifestIn(Path folder) throws IOException {
        Optional<EvidenceName> name = manifestFile(folder);
        if (name.isEmpty()) {
            return null;
        }
        byte[] document = Files.readAllBytes(folder.resolve(name.get().text()));
        if (!Sha256.of(document).equals(name.get().sha256())) {
            return null;
        }
        try {
            return Manifest.parse(document);
        } catch (IOException e) {
            LOG.error("{}: its manifest cannot be read", folder, e);
            return null;
        }
    }
}
