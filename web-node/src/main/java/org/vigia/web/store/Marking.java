package org.vigia.web.store;

import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.EventId;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.registry.CameraRegistry;

/// Writes events' journals, and is what people may do with events. Safe for use by several threads.
final class Marking implements Custody {
    private static final Set<Mark> OF_PEOPLE =
            EnumSet.of(
                    Mark.CONFIRMED,
                    Mark.KEPT,
                    Mark.RELEASED,
                    Mark.NOTE,
                    Mark.BINNED,
                    Mark.RESTORED);
    private static final Set<Mark> OF_OTHER_STEPS = EnumSet.of(Mark.COVERED, Mark.DELETING);

    private final Holdings holdings;
    private final Deletion deletion;
    private final CameraRegistry registry;
    private final SshPublicKey receiptKey;
    private final Clock clock;

    Marking(
            Holdings holdings,
            Deletion deletion,
            CameraRegistry registry,
            SshPublicKey receiptKey,
            Clock clock) {
        this.registry = registry;
        this.receiptKey = receiptKey;
        this.holdings = holdings;
        this.deletion = deletion;
        this.clock = clock;
    }

    Outcome mark(String camera, EventId event, Mark mark, String by, @Nullable String text)
            throws IOException {
        if (OF_OTHER_STEPS.contains(mark)) {
            throw new IllegalArgumentException(mark + " is part of a step of its own");
        }
        MarkLine line = new MarkLine(clock.millis(), mark, by, text);
        return holdings.change(
                        camera,
                        event,
                        folder -> {
                            Marks marks = Marks.in(folder);
                            Outcome objection = objection(folder, marks, mark);
                            if (objection != Outcome.DONE) {
                                return objection;
                            }
                            if (mark == Mark.RESTORED) {
                                deletion.overrule(camera, event);
                            }
                            if (marks.apply(line)) {
                                Marks.append(folder, line);
                            }
                            return Outcome.DONE;
                        })
                .orElse(Outcome.UNKNOWN);
    }

    /// Why something may not be said of an event now; `DONE` where it may.
    private Outcome objection(EventFolder folder, Marks marks, Mark mark) throws IOException {
        return switch (mark) {
            case KEPT -> {
                if (deletion.isSaid(folder)) {
                    yield Outcome.DELETED;
                }
                yield marks.is(Standing.BINNED) ? Outcome.BINNED : Outcome.DONE;
            }
            case BINNED -> marks.is(Standing.KEPT) ? Outcome.KEPT : Outcome.DONE;
            case RESTORED -> deletion.isSaid(folder) ? Outcome.DELETED : Outcome.DONE;
            case LOST,
                    DIFFERS,
                    SHORTER,
                    COVERED,
                    GIVEN_UP,
                    UNCONFIRMED,
                    CONFIRMED,
                    RELEASED,
                    NOTE,
                    DELETING ->
                    Outcome.DONE;
        };
    }

    @Override
    public Outcome mark(EventId event, Mark mark, String by, @Nullable String text)
            throws IOException {
        if (!OF_PEOPLE.contains(mark)) {
            throw new IllegalArgumentException(mark + " is not for people to say");
        }
        Optional<String> camera = holdings.folders().owner(event);
        return camera.isPresent() ? mark(camera.get(), event, mark, by, text) : Outcome.UNKNOWN;
    }

    /// Since when an event is in the bin, by web-node's wall clock; empty where it is not.
    OptionalLong binnedMillis(String camera, EventId event) throws IOException {
        Marks marks = Marks.in(holdings.folders().of(camera, event));
        return marks.is(Standing.BINNED)
                ? OptionalLong.of(marks.binnedMillis())
                : OptionalLong.empty();
    }

    @Override
    public Optional<Export> export(EventId event) throws IOException {
        EventFolders folders = holdings.folders();
        return folders.owner(event)
                .map(camera ->
                        new ZipExport(folders.of(camera, event), camera, registry, receiptKey));
    }
}
