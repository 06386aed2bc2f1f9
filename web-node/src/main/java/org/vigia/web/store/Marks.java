package org.vigia.web.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.web.event.Standing;

/// What the lines of an event's journal add up to. Not safe for several threads.
final class Marks {
    static final String FILE = "journal.jsonl";

    private final Set<Standing> standing = EnumSet.noneOf(Standing.class);
    private final Set<String> covered = new HashSet<>();
    private @Nullable String note;
    private long binnedMillis;
    private @Nullable String binnedBy;

    /// Nothing has been said.
    Marks() {}

    /// What has been said in a folder.
    static Marks in(EventFolder folder) throws IOException {
        Marks marks = new Marks();
        lines(folder).forEach(marks::apply);
        return marks;
    }

    static List<MarkLine> lines(EventFolder folder) throws IOException {
        List<MarkLine> lines = new ArrayList<>();
        file(folder).forEach(lines::add);
        return lines;
    }

    static void append(EventFolder folder, MarkLine line) throws IOException {
        file(folder).append(line);
    }

    private static LineFile<MarkLine> file(EventFolder folder) {
        return new LineFile<>(folder.path().resolve(FILE), MarkLine.class);
    }

    /// Adds a line; false where it says nothing new.
    boolean apply(MarkLine line) {
        String text = line.text() == null ? "" : line.text();
        return switch (line.mark()) {
            case LOST -> standing.add(Standing.LOST);
            case DIFFERS -> standing.add(Standing.DIFFERS);
            case SHORTER -> standing.add(Standing.SHORTER);
            case COVERED -> covered.add(text);
            case GIVEN_UP -> standing.add(Standing.INCOMPLETE);
            case UNCONFIRMED -> standing.add(Standing.UNCONFIRMED);
            case CONFIRMED -> standing.remove(Standing.UNCONFIRMED);
            case KEPT -> standing.add(Standing.KEPT);
            case RELEASED -> standing.remove(Standing.KEPT);
            case NOTE -> {
                String former = note == null ? "" : note;
                note = text.isEmpty() ? null : text;
                yield !text.equals(former);
            }
            case BINNED -> {
                boolean fresh = standing.add(Standing.BINNED);
                if (fresh) {
                    binnedMillis = line.at();
                    binnedBy = line.by();
                }
                yield fresh;
            }
            case RESTORED -> {
                binnedBy = null;
                yield standing.remove(Standing.BINNED);
            }
            case DELETING -> standing.add(Standing.DELETED);
        };
    }

    Set<Standing> standing() {
        return standing;
    }

    boolean is(Standing wanted) {
        return standing.contains(wanted);
    }

    /// The names of streamed films that stand in the clip.
    Set<String> covered() {
        return covered;
    }

    /// When a person has put it into the bin; only of a binned one.
    long binnedMillis() {
        return binnedMillis;
    }

    /// Who has put it into the bin; null where it is not there.
    @Nullable String binnedBy() {
        return binnedBy;
    }

    /// The last note; null where there is none.
    @Nullable String note() {
        return note;
    }
}
