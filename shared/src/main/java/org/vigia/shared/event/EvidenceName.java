package org.vigia.shared.event;

import java.util.Optional;
import org.vigia.shared.crypto.Sha256;

/// The name of a file of evidence, which says what it is and what it must contain:
/// `<event>.<kind>.<sha256>.<extension>`. No other names are taken from a camera.
///
/// @param event whose file it is
/// @param kind what it holds
/// @param sha256 the hash of its content
public record EvidenceName(EventId event, EvidenceKind kind, String sha256) {
    /// @throws IllegalArgumentException when the hash has no hash's form
    public EvidenceName {
        if (!Sha256.isHash(sha256)) {
            throw new IllegalArgumentException("not a SHA-256 hash");
        }
    }

    /// Reads a file name; empty where it is anything else, a path included.
    public static Optional<EvidenceName> parse(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 4 || !EventId.isId(parts[0]) || !Sha256.isHash(parts[2])) {
            return Optional.empty();
        }
        for (EvidenceKind kind : EvidenceKind.values()) {
            if (kind.word().equals(parts[1]) && kind.extension().equals(parts[3])) {
                return Optional.of(new EvidenceName(new EventId(parts[0]), kind, parts[2]));
            }
        }
        return Optional.empty();
    }

    /// The file name.
    public String text() {
        return event.text() + "." + kind.word() + "." + sha256 + "." + kind.extension();
    }

    @Override
    public String toString() {
        return text();
    }
}
