package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.event.Manifest;
import org.vigia.web.registry.CameraRegistry;

/// The chains of one camera's manifests, one a key, and the gap records that explain their holes.
final class ChainCheck {
    private final Path camera;
    private final Map<String, TreeMap<Long, Link>> chains = new TreeMap<>();
    private final Map<String, Set<String>> gapsByManifest = new HashMap<>();

    /// One place of a chain.
    ///
    /// @param manifest its hash
    /// @param previous the hash of the one before; null for the first, and where only a gap record
    ///   tells of it
    private record Link(String event, String manifest, @Nullable String previous, boolean held) {}

    /// @param camera the camera's folder
    ChainCheck(Path camera) {
        this.camera = camera;
    }

    void readGaps(CameraRegistry registry, Findings findings) throws IOException {
        Path file = camera.resolve(GapLog.FILE);
        new LineFile<>(file, Ledger.Line.class)
                .forEach(line -> {
                    GapRecord gap;
                    try {
                        gap = GapRecord.parse(line.bytes());
                    } catch (IOException e) {
                        findings.broken(file, "a gap record cannot be read: " + e.getMessage());
                        return;
                    }
                    boolean signed =
                            registry.keyEver(gap.camera(), gap.key())
                                    .filter(key ->
                                            RsaIdentity.verify(key, line.bytes(), line.signature()))
                                    .isPresent();
                    if (!signed || !camera.endsWith(gap.camera())) {
                        findings.broken(
                                file,
                                "the record of number %d bears no valid signature"
                                        .formatted(gap.sequence()));
                    } else {
                        add(gap);
                    }
                });
    }

    private void add(GapRecord gap) {
        gapsByManifest.computeIfAbsent(gap.manifest(), m -> new HashSet<>()).addAll(gap.files());
        if (gap.files().isEmpty()) {
            chains.computeIfAbsent(gap.key(), k -> new TreeMap<>())
                    .putIfAbsent(
                            gap.sequence(),
                            new Link(gap.event().text(), gap.manifest(), null, false));
        }
    }

    boolean explains(String manifest, String file) {
        return gapsByManifest.getOrDefault(manifest, Set.of()).contains(file);
    }

    void add(Manifest manifest, EvidenceName name, Findings findings) {
        TreeMap<Long, Link> chain = chains.computeIfAbsent(manifest.key(), k -> new TreeMap<>());
        Link link = new Link(name.event().text(), name.sha256(), manifest.previous(), true);
        Link other = chain.get(manifest.sequence());
        if (other == null || other.manifest().equals(link.manifest())) {
            chain.put(manifest.sequence(), link);
        } else {
            findings.broken(
                    camera,
                    "number %d of key %s is given twice, to events %s and %s"
                            .formatted(
                                    manifest.sequence(),
                                    manifest.key(),
                                    other.event(),
                                    link.event()));
        }
    }

    void finish(Findings findings) {
        chains.forEach((key, chain) -> {
            long expected = 1;
            Link before = null;
            for (Map.Entry<Long, Link> place : chain.entrySet()) {
                long number = place.getKey();
                Link link = place.getValue();
                if (number > expected) {
                    hole(key, expected, number - 1, findings);
                } else if (before != null
                        && link.held()
                        && !before.manifest().equals(link.previous())) {
                    findings.broken(
                            camera,
                            "number %d of key %s, event %s, does not follow event %s"
                                    .formatted(number, key, link.event(), before.event()));
                }
                before = link;
                expected = number + 1;
            }
        });
    }

    // A stolen key may sign any number: a hole is one line, however wide.
    private void hole(String key, long first, long last, Findings findings) {
        findings.broken(
                camera,
                first == last
                        ? "number %d of key %s has not come, and no gap record says why"
                                .formatted(first, key)
                        : "numbers %d to %d of key %s have not come, and no gap record says why"
                                .formatted(first, last, key));
    }
}
