package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.json.Json;
import org.vigia.telegram.text.Language;
import org.vigia.telegram.text.Subject;

/// What the lines of the journal come to where a disk has taken some of them twice.
class LedgerTest {
    private static final long ANA = 7_001;
    private static final EventId FIRST = new EventId("01a1ff72-be2f-7bfc-ab29-9e4d30abc767");
    private static final EventId SECOND = new EventId("01a1ff72-be2f-7bfc-ab29-9e4d30abc768");

    private static final List<Line> LINES =
            List.of(
                    new Line.Begun(
                            1,
                            Subject.MOTION,
                            "yard",
                            5,
                            true,
                            FIRST,
                            List.of(new Line.Told(ANA, Language.EN))),
                    new Line.Opened(1, FIRST, FIRST),
                    new Line.Ready(1, 0, ItemKind.FILM, 5, FIRST, FIRST, "a.mp4"),
                    new Line.TextTold(1, ANA, 77, 1, false),
                    new Line.Ended(1),
                    new Line.Joined(1, 9, true, SECOND),
                    new Line.Ready(1, 1, ItemKind.AGAIN, 9, SECOND, null, null),
                    new Line.ItemDone(1, ANA, 0, null),
                    new Line.ItemDone(1, ANA, 1, null),
                    new Line.EditDone(1, ANA, 2, null));

    @Test
    void whatStandsInItTwiceCountsOnce() {
        for (int from = 0; from < LINES.size(); from++) {
            for (int to = from + 1; to <= LINES.size(); to++) {
                List<Line> lines = new ArrayList<>(LINES.subList(0, to));
                lines.addAll(LINES.subList(from, LINES.size()));
                Threads threads = new Threads();
                lines.forEach(threads::apply);
                AlertThread thread = threads.get(1).orElseThrow();
                assertThat(thread.isToldEverywhere()).as("%d to %d", from, to).isTrue();
                assertThat(thread.count()).as("%d to %d", from, to).isEqualTo(2);
                assertThat(thread.items()).hasSize(2);
            }
        }
    }

    @Test
    void aLineThatMakesNoSenseIsSkippedWhateverIsWrongWithIt(@TempDir Path folder)
            throws Exception {
        Path journal = folder.resolve("journal");
        String good = Json.text(LINES.getFirst());
        byte[] undecodable =
                good.replace("yard", "y\u00e9rd").getBytes(StandardCharsets.ISO_8859_1);
        try (var out = Files.newOutputStream(journal)) {
            out.write(undecodable);
            for (String bad :
                    List.of(
                            good.replace("\"yard\"", "null"),
                            good.replace("\"motion\"", "null"),
                            good.replaceAll("\\[.*\\]", "null"),
                            good.replace("\"en\"", "null"),
                            Json.text(new Line.Ready(1, 9, ItemKind.FILM, 5, FIRST, FIRST, "a")),
                            good.replace("\"thread\":1", "\"thread\":2"))) {
                out.write(("\n" + bad).getBytes(StandardCharsets.UTF_8));
            }
            out.write('\n');
        }
        Threads threads = new Threads();
        new Ledger(journal).load(threads);
        assertThat(threads.all()).extracting(AlertThread::number).containsExactly(2L);
    }
}
