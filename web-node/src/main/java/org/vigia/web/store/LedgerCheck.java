package org.vigia.web.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

/// Reads the ledger, on from where it stopped, checks its chain and its signatures, and remembers
/// what it says of each event.
final class LedgerCheck {
    private static final int BLOCK = 64 * 1024;

    private final Path file;
    private final SshPublicKey key;
    private final Map<EventId, List<Statement>> byEvent = new HashMap<>();
    private long offset;
    private int number;
    private String cut = "";
    private long sequence;
    private @Nullable String previous;

    LedgerCheck(Path file, SshPublicKey key) {
        this.file = file;
        this.key = key;
    }

    /// Reads what has come since the last time.
    ///
    /// @param findings what is wrong with it, which no later line mends
    void read(Findings findings) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        if (Files.size(file) < offset) {
            throw new IOException(file + ": it became shorter while it was looked at");
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] block = new byte[BLOCK];
            for (int length = in.read(block); length > 0; length = in.read(block)) {
                int from = 0;
                for (int i = 0; i < length; i++) {
                    if (block[i] == '\n') {
                        line.write(block, from, i + 1 - from);
                        from = i + 1;
                        take(line, findings);
                    }
                }
                line.write(block, from, length - from);
            }
            cut = line.toString(StandardCharsets.UTF_8);
            if (isWhole(cut)) {
                take(line, findings);
            }
        }
    }

    /// What stands at the end and is no line is the last thing that is said.
    void finish(Findings findings) {
        if (!cut.isBlank()) {
            check(cut, number + 1, findings);
        }
    }

    /// Of a line, or of one that is whole but for its end, which comes as a blank one then.
    private void take(ByteArrayOutputStream line, Findings findings) {
        String text = line.toString(StandardCharsets.UTF_8);
        offset += line.size();
        line.reset();
        cut = "";
        int here = number + 1;
        if (text.endsWith("\n")) {
            number = here;
        }
        if (!text.isBlank()) {
            check(text, here, findings);
        }
    }

    private static boolean isWhole(String text) {
        try {
            return !Json.read(text, Ledger.Line.class).document().isEmpty();
        } catch (IOException e) {
            return false;
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
