package org.vigia.web.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.event.Statement;
import org.vigia.shared.event.Tombstone;
import org.vigia.shared.event.Witness;

/// The two files in an event's folder that repeat a statement of the ledger: the signature, and the
/// document, which is written last.
enum Paper {
    RECEIPT("receipt"),
    WITNESS("witness"),
    TOMBSTONE("tombstone");

    private final String word;

    Paper(String word) {
        this.word = word;
    }

    static Paper of(Statement statement) {
        return switch (statement) {
            case Receipt receipt -> RECEIPT;
            case Witness witness -> WITNESS;
            case Tombstone tombstone -> TOMBSTONE;
        };
    }

    Path document(EventFolder folder) {
        return folder.path().resolve(word + ".json");
    }

    Path signature(EventFolder folder) {
        return folder.path().resolve(word + ".sig");
    }

    /// What is in the folder; empty unless both files are.
    Optional<Ledger.Line> read(EventFolder folder) throws IOException {
        Path document = document(folder);
        Path signature = signature(folder);
        return Files.exists(document) && Files.exists(signature)
                ? Optional.of(
                        new Ledger.Line(
                                Files.readString(document, StandardCharsets.UTF_8),
                                Files.readAllBytes(signature)))
                : Optional.empty();
    }

    /// Puts a statement there, in place of an older one of its kind; may be repeated.
    void write(EventFolder folder, Ledger.Line line, Step.Observer steps) throws IOException {
        put(signature(folder), line.signature());
        steps.done(
                switch (this) {
                    case RECEIPT -> Step.RECEIPT_SIGNATURE;
                    case WITNESS -> Step.WITNESS_SIGNATURE;
                    case TOMBSTONE -> Step.TOMBSTONE_SIGNATURE;
                });
        put(document(folder), line.bytes());
        steps.done(
                switch (this) {
                    case RECEIPT -> Step.RECEIPT;
                    case WITNESS -> Step.WITNESS;
                    case TOMBSTONE -> Step.TOMBSTONE;
                });
    }

    private static void put(Path file, byte[] content) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            DurableFiles.replace(file, content);
        }
    }
}
