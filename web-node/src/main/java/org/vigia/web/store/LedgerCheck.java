package org.vigia.web.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Statement;
import org.vigia.shared.event.Witness;
import org.vigia.shared.json.Json;

/// Reads the whole ledger, checks its chain and its signatures, and remembers what it says of each
/// event.
final class LedgerCheck {
    private final Path file;
    private final SshPublicKey key;
    private final Map<EventId, List<Statement>> byEvent = new HashMap<>();
    private long sequence;
    private @Nullable String previous;

    LedgerCheck(Path file, SshPublicKey key) {
        this.file = file;
        this.key = key;
    }

    void read(Findings findings) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                if (!text.isBlank()) {
                    check(text, number, findings);
                }
            }
        }
    }

    private void check(String text, int number, Findings findings) {
        Ledger.Line line;
        Statement statement;
        try {
            line = Json.read(text, Ledger.Line.class);
            statement = line.statement();
        } catch (IOException e) {
            // Where it was more than a line cut short, the chain shows it.
            findings.remark(file, "line %d cannot be read".formatted(number));
            return;
        }
        if (!RsaIdentity.verify(key, line.bytes(), line.signature())) {
            findings.broken(file, "line %d bears no valid signature".formatted(number));
        }
        boolean follows = previous == null || previous.equals(statement.previous());
        if (statement.sequence() != sequence + 1 || !follows) {
            findings.broken(
                    file,
                    "line %d (number %d) does not follow number %d"
                            .formatted(number, statement.sequence(), sequence));
        }
        sequence = statement.sequence();
        previous = Sha256.of(line.bytes());
        byEvent.computeIfAbsent(statement.event(), e -> new ArrayList<>()).add(statement);
    }

    SshPublicKey key() {
        return key;
    }

    /// The events of which there is a statement.
    Map<EventId, List<Statement>> byEvent() {
        return byEvent;
    }

    /// The last statement of one kind on an event.
    <T extends Statement> Optional<T> last(EventId event, Class<T> kind) {
        return byEvent.getOrDefault(event, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((former, later) -> later);
    }

    /// Whether any witness statement on an event names a file.
    boolean hasSeen(EventId event, String name) {
        return byEvent.getOrDefault(event, List.of()).stream()
                .anyMatch(s ->
                        s instanceof Witness witness
                                && witness.files().stream().anyMatch(f -> f.name().equals(name)));
    }
}
