package org.vigia.web.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.Statement;

/// The chain of web-node's own statements, of every kind: `receipts.jsonl`, which held receipts
/// alone at first. Not safe for several threads.
final class Ledger {
    private final LineFile<Line> lines;
    private final RsaIdentity key;
    private long sequence;
    private @Nullable String previous;
    private boolean doubtful;

    /// One statement.
    ///
    /// @param document its bytes, as text
    /// @param signature over them; base64 in JSON
    @SuppressWarnings("ArrayRecordComponent")
    record Line(String document, byte[] signature) {
        static Line of(byte[] document, byte[] signature) {
            return new Line(new String(document, StandardCharsets.UTF_8), signature);
        }

        byte[] bytes() {
            return document.getBytes(StandardCharsets.UTF_8);
        }

        Statement statement() throws IOException {
            return Statement.parse(bytes());
        }
    }

    /// Makes a statement for its place in the chain.
    interface Wording {
        Statement at(long sequence, @Nullable String previous);
    }

    Ledger(Path file, RsaIdentity key) {
        this.lines = new LineFile<>(file, Line.class);
        this.key = key;
    }

    /// Finds the chain's end.
    ///
    /// @throws IOException when it cannot be read
    void open() throws IOException {
        doubtful = true;
        Optional<Line> last = lines.last();
        if (last.isPresent()) {
            sequence = last.get().statement().sequence();
            previous = Sha256.of(last.get().bytes());
        }
        doubtful = false;
    }

    /// The last statement, if there is one.
    Optional<Line> last() throws IOException {
        return lines.last();
    }

    /// Signs the next one; on the disk when this returns.
    Line append(Wording wording) throws IOException {
        if (doubtful) {
            open();
        }
        Statement statement = wording.at(sequence + 1, previous);
        byte[] document = statement.bytes();
        Line line = Line.of(document, key.sign(document));
        // A failed append may have left the line or not: only the file knows.
        doubtful = true;
        lines.append(line);
        doubtful = false;
        sequence = statement.sequence();
        previous = Sha256.of(document);
        return line;
    }
}
