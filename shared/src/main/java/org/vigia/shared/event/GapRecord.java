package org.vigia.shared.event;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.json.Json;

/// What the camera says, and signs, of evidence that will never come: a whole event of its chain,
/// or files that a manifest names. See docs/design/evidence.md.
///
/// @param format always [#FORMAT]
/// @param camera the name the camera is registered under
/// @param key fingerprint of the camera key that signs; that of the chain
/// @param sequence the event's position in that key's chain, from 1
/// @param event the event's id
/// @param manifest SHA-256 of the event's manifest
/// @param files names of the files that will not come, as in the manifest; none means the whole
///   event, manifest included
/// @param reason why, in words
/// @param wallMillis the camera's wall clock when it gave them up; a label only
public record GapRecord(
        String format,
        String camera,
        String key,
        long sequence,
        EventId event,
        String manifest,
        List<String> files,
        String reason,
        long wallMillis) {
    /// The format's name and version.
    public static final String FORMAT = "vigia-gap/1";

    private static final int MAX_FILES = 16;
    private static final int MAX_REASON = 200;

    /// @throws IllegalArgumentException when a field is out of its range or the parts disagree
    public GapRecord {
        require(format.equals(FORMAT), "unknown gap record format");
        require(Manifest.isCameraName(camera), "not a camera name");
        require(key.startsWith("SHA256:") && key.length() <= 64, "not a key fingerprint");
        require(sequence >= 1, "sequence numbers begin at 1");
        require(Sha256.isHash(manifest), "manifest is not a SHA-256 hash");
        require(files.size() <= MAX_FILES, "too many files");
        require(!reason.isEmpty() && reason.length() <= MAX_REASON, "no reason or an overlong one");
        require(wallMillis >= 0 && wallMillis <= Moment.LAST_WALL_MILLIS, "not a time until 2200");
        Set<EvidenceKind> kinds = new HashSet<>();
        for (String name : files) {
            EvidenceName evidence = new Manifest.Entry(name, 1).evidence();
            require(evidence.event().equals(event), "a file of another event");
            require(kinds.add(evidence.kind()), "two files of one kind");
        }
        files = List.copyOf(files);
    }

    /// The document to be signed and stored.
    public byte[] bytes() {
        return Json.bytes(this);
    }

    /// Reads a document.
    ///
    /// @throws IOException when it is no gap record of this format; the message says why
    public static GapRecord parse(byte[] document) throws IOException {
        return Json.read(document, GapRecord.class);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
