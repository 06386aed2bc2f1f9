package org.vigia.web.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Receipt;

/// The chain of receipts: `receipts.jsonl`. Not safe for several threads.
final class ReceiptLog {
    private final LineFile<Line> lines;
    private final RsaIdentity key;
    private long sequence;
    private @Nullable String previous;
    private boolean doubtful;

    /// One receipt.
    ///
    /// @param document its bytes, as text
    /// @param signature over them; base64 in JSON
    @SuppressWarnings("ArrayRecordComponent")
    record Line(String document, byte[] signature) {
        byte[] bytes() {
            return document.getBytes(StandardCharsets.UTF_8);
        }

        Receipt receipt() throws IOException {
            return Receipt.parse(bytes());
        }
    }

    ReceiptLog(Path file, RsaIdentity key) {
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
            sequence = last.get().receipt().sequence();
            previous = Sha256.of(last.get().bytes());
        }
        doubtful = false;
    }

    /// The receipt issued for an event, if one was.
    Optional<Line> find(EventId event) throws IOException {
        List<Line> found = new ArrayList<>();
        lines.forEach(line -> {
            if (line.receipt().event().equals(event)) {
                found.add(line);
            }
        });
        return found.stream().findFirst();
    }

    /// Issues the next one; on the disk when this returns.
    Line issue(EventId event, String camera, String manifest, long wallMillis) throws IOException {
        if (doubtful) {
            open();
        }
        Receipt receipt =
                new Receipt(
                        Receipt.FORMAT,
                        event,
                        camera,
                        manifest,
                        wallMillis,
                        sequence + 1,
                        previous);
        byte[] document = receipt.bytes();
        Line line = new Line(new String(document, StandardCharsets.UTF_8), key.sign(document));
        // A failed append may have left the line or not: only the file knows.
        doubtful = true;
        lines.append(line);
        doubtful = false;
        sequence = receipt.sequence();
        previous = Sha256.of(document);
        return line;
    }
}
