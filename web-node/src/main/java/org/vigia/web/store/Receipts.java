package org.vigia.web.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EvidenceName;

/// Gives each whole event its one receipt: in the chain first, then in the event's folder. Each
/// step may be repeated. Not safe for several threads.
final class Receipts {
    static final String DOCUMENT = "receipt.json";
    static final String SIGNATURE = "receipt.sig";

    private final ReceiptLog log;
    private final Clock clock;
    private final Step.Observer steps;

    Receipts(ReceiptLog log, Clock clock, Step.Observer steps) {
        this.log = log;
        this.clock = clock;
        this.steps = steps;
    }

    void open() throws IOException {
        log.open();
    }

    /// The receipt of an event whose manifest has only now been linked.
    ReceiptLog.Line issue(EventFolder folder, String camera, EvidenceName manifest)
            throws IOException {
        ReceiptLog.Line line =
                log.issue(manifest.event(), camera, manifest.sha256(), clock.millis());
        steps.done(Step.RECEIPT_LOGGED);
        return store(folder, line);
    }

    /// The receipt of an event whose manifest has been there for longer; made as far as it is not
    /// there.
    ReceiptLog.Line find(EventFolder folder, String camera, EvidenceName manifest)
            throws IOException {
        Path document = folder.path().resolve(DOCUMENT);
        Path signature = folder.path().resolve(SIGNATURE);
        if (Files.exists(document) && Files.exists(signature)) {
            return new ReceiptLog.Line(
                    Files.readString(document, StandardCharsets.UTF_8),
                    Files.readAllBytes(signature));
        }
        Optional<ReceiptLog.Line> known = log.find(manifest.event());
        return known.isPresent() ? store(folder, known.get()) : issue(folder, camera, manifest);
    }

    private ReceiptLog.Line store(EventFolder folder, ReceiptLog.Line line) throws IOException {
        createIfMissing(folder.path().resolve(SIGNATURE), line.signature());
        steps.done(Step.RECEIPT_SIGNATURE);
        createIfMissing(folder.path().resolve(DOCUMENT), line.bytes());
        steps.done(Step.RECEIPT);
        return line;
    }

    private static void createIfMissing(Path file, byte[] content) throws IOException {
        if (!Files.exists(file)) {
            DurableFiles.create(file, content);
        }
    }
}
