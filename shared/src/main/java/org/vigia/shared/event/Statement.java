package org.vigia.shared.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.json.Json;

/// A word of web-node's own on one event: signed under a key of its own, and chained with all
/// others through every kind, so that a lost one is noticed. Told apart by `format`.
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "format",
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Receipt.class, name = Receipt.FORMAT),
    @JsonSubTypes.Type(value = Witness.class, name = Witness.FORMAT),
    @JsonSubTypes.Type(value = Tombstone.class, name = Tombstone.FORMAT)
})
public sealed interface Statement permits Receipt, Witness, Tombstone {
    /// The format's name and version.
    String format();

    /// Which event it is about.
    EventId event();

    /// Whose event that is.
    String camera();

    /// Position in web-node's chain, from 1.
    long sequence();

    /// SHA-256 of the statement before, of whatever kind; null for sequence 1.
    @Nullable String previous();

    /// The document to be signed and stored.
    default byte[] bytes() {
        return Json.bytes(this);
    }

    /// Reads a document of any kind.
    ///
    /// @throws IOException when it is no statement
    static Statement parse(byte[] document) throws IOException {
        return Json.read(document, Statement.class);
    }

    /// Whether these two can stand in a chain.
    static boolean isPlace(long sequence, @Nullable String previous) {
        return sequence >= 1
                && (previous == null) == (sequence == 1)
                && (previous == null || Sha256.isHash(previous));
    }
}
