package org.vigia.shared.event;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.json.Json;

/// What the camera says, and signs, of one event: the document that goes last and makes it whole.
/// It is stored byte for byte as it came; see docs/design/spool.md.
///
/// @param format always [#FORMAT]
/// @param event the event's id
/// @param incident the id of the incident's first event (its own, where it is the first)
/// @param camera the name the camera is registered under
/// @param kind why there is an event
/// @param key fingerprint of the camera key that signs
/// @param sequence position in that key's chain, from 1
/// @param previous SHA-256 of the chain's previous manifest; null for sequence 1
/// @param started when the event began: for motion, the sensor's edge
/// @param ended when it was over
/// @param preRollMillis how much of the clip was filmed before `started`; 0 without a clip
/// @param clipMillis the clip's length; 0 without a clip
/// @param files every file of the event but manifest and signature
public record Manifest(
        String format,
        EventId event,
        EventId incident,
        String camera,
        EventKind kind,
        String key,
        long sequence,
        @Nullable String previous,
        Moment started,
        Moment ended,
        long preRollMillis,
        long clipMillis,
        List<Entry> files) {
    /// The format's name and version.
    public static final String FORMAT = "vigia-manifest/1";

    private static final Pattern CAMERA = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
    private static final int MAX_FILES = 16;

    /// One file.
    ///
    /// @param name its [EvidenceName] as text, in JSON
    /// @param size in bytes
    public record Entry(String name, long size) {
        /// @throws IllegalArgumentException when it is no name of a snapshot or clip, or the size
        ///   is below 1
        public Entry {
            EvidenceName parsed =
                    EvidenceName.parse(name)
                            .orElseThrow(() ->
                                    new IllegalArgumentException("not an evidence file name"));
            if (parsed.kind() == EvidenceKind.MANIFEST || parsed.kind() == EvidenceKind.SIGNATURE) {
                throw new IllegalArgumentException(
                        "a manifest lists neither itself nor a signature");
            }
            if (!parsed.kind().isFromCamera()) {
                throw new IllegalArgumentException("a streamed film is none of the camera's files");
            }
            if (size < 1) {
                throw new IllegalArgumentException("an empty file is no evidence");
            }
        }

        /// The name, parsed.
        public EvidenceName evidence() {
            return EvidenceName.parse(name).orElseThrow();
        }
    }

    /// @throws IllegalArgumentException when a field is out of its range or the parts disagree
    public Manifest {
        require(format.equals(FORMAT), "unknown manifest format");
        require(isCameraName(camera), "not a camera name");
        require(key.startsWith("SHA256:") && key.length() <= 64, "not a key fingerprint");
        require(sequence >= 1, "sequence numbers begin at 1");
        require(
                (previous == null) == (sequence == 1),
                "only the first manifest has no previous one");
        require(previous == null || Sha256.isHash(previous), "previous is not a SHA-256 hash");
        require(preRollMillis >= 0 && clipMillis >= 0, "a negative duration");
        require(files.size() <= MAX_FILES, "too many files");
        Set<EvidenceKind> kinds = new HashSet<>();
        for (Entry entry : files) {
            require(entry.evidence().event().equals(event), "a file of another event");
            require(kinds.add(entry.evidence().kind()), "two files of one kind");
        }
        files = List.copyOf(files);
    }

    /// Whether `name` may name a camera: 1 to 32 of a-z, 0-9 and inner hyphens.
    public static boolean isCameraName(String name) {
        return CAMERA.matcher(name).matches();
    }

    /// The document to be signed and stored.
    public byte[] bytes() {
        return Json.bytes(this);
    }

    /// Reads a document.
    ///
    /// @throws IOException when it is no manifest of this format; the message says why
    public static Manifest parse(byte[] document) throws IOException {
        return Json.read(document, Manifest.class);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
