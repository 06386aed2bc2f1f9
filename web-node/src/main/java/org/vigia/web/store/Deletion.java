package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Tombstone;
import org.vigia.shared.json.Json;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;

/// Deletes events, by the steps of docs/design/evidence.md, "Deletion". What has been decided lies
/// in a directory of its own until it is done, so that a start finds it without a walk. Safe for
/// use by several threads.
final class Deletion {
    private static final Logger LOG = LoggerFactory.getLogger(Deletion.class);

    private final Path directory;
    private final Holdings holdings;
    private final Statements statements;
    private final Clock clock;
    private final Step.Observer steps;

    /// What has been decided.
    record Decision(String camera, EventId event, String by, String reason) {}

    /// @param directory for decisions that are not carried out yet; made at start
    Deletion(
            Path directory,
            Holdings holdings,
            Statements statements,
            Clock clock,
            Step.Observer steps) {
        this.directory = directory;
        this.holdings = holdings;
        this.statements = statements;
        this.clock = clock;
        this.steps = steps;
    }

    void open() throws IOException {
        DurableFiles.createDirectories(directory);
    }

    /// Finishes what a crash has interrupted; once the store is open.
    void recover() throws IOException {
        for (Path file : EventFolder.entries(directory)) {
            if (file.getFileName().toString().endsWith(".json")) {
                resume(file);
            } else {
                Files.deleteIfExists(file);
            }
        }
    }

    // One that cannot be finished keeps nothing else from starting.
    private void resume(Path file) {
        try {
            Decision decision = Json.read(Files.readAllBytes(file), Decision.class);
            if (isOverruled(decision)) {
                LOG.info("{}: event {} is kept meanwhile", decision.camera(), decision.event());
                DurableFiles.delete(file);
                return;
            }
            LOG.info("{}: event {} is being deleted", decision.camera(), decision.event());
            carryOut(decision, true);
        } catch (IOException e) {
            LOG.error("{}: this deletion cannot be finished; the next start tries again", file, e);
        }
    }

    /// Whether a person has kept the event since, before anything was said of its end.
    private boolean isOverruled(Decision decision) throws IOException {
        EventFolder folder = holdings.folders().of(decision.camera(), decision.event());
        return folder.exists() && Marks.in(folder).is(Standing.KEPT) && !isSaid(folder);
    }

    /// Whether it has been said that an event is deleted; under the store's lock.
    boolean isSaid(EventFolder folder) throws IOException {
        return statements.find(folder, Paper.TOMBSTONE).isPresent()
                || Marks.in(folder).is(Standing.DELETED);
    }

    Custody.Outcome delete(String camera, EventId event, String by, String reason)
            throws IOException {
        return delete(camera, event, marks -> by, reason);
    }

    /// What stands in the bin since `binnedBefore` or longer.
    Custody.Outcome deleteBinned(String camera, EventId event, String reason, long binnedBefore)
            throws IOException {
        return delete(
                camera,
                event,
                marks -> marks.binnedMillis() <= binnedBefore ? marks.binnedBy() : null,
                reason);
    }

    /// @param by says who deletes it, from what has been said of it; null where nobody does
    private Custody.Outcome delete(
            String camera, EventId event, Function<Marks, @Nullable String> by, String reason)
            throws IOException {
        holdings.lock().lock();
        try {
            EventFolder folder = holdings.folders().of(camera, event);
            if (!folder.exists()) {
                return Custody.Outcome.UNKNOWN;
            }
            Marks marks = Marks.in(folder);
            if (marks.is(Standing.KEPT)) {
                return Custody.Outcome.KEPT;
            }
            String who = by.apply(marks);
            if (who == null) {
                return Custody.Outcome.RESTORED;
            }
            if (marks.is(Standing.DELETED) && goes(folder).isEmpty()) {
                return Custody.Outcome.DONE;
            }
            Decision decision = new Decision(camera, event, who, reason);
            boolean begun = Files.exists(file(decision));
            if (!begun) {
                DurableFiles.replace(file(decision), Json.bytes(decision));
            }
            steps.done(Step.DELETION_DECIDED);
            carryOut(decision, begun);
            return Custody.Outcome.DONE;
        } finally {
            holdings.lock().unlock();
        }
    }

    /// A person wants the event after all: what was decided and could not be done, and nothing has
    /// been said of yet, is decided no more. Under the store's lock.
    void overrule(String camera, EventId event) throws IOException {
        DurableFiles.delete(file(new Decision(camera, event, "", "")));
    }

    private void carryOut(Decision decision, boolean begun) throws IOException {
        holdings.change(
                decision.camera(),
                decision.event(),
                folder -> {
                    bury(folder, decision, begun);
                    MarkLine line =
                            new MarkLine(
                                    clock.millis(),
                                    Mark.DELETING,
                                    decision.by(),
                                    decision.reason());
                    if (Marks.in(folder).apply(line)) {
                        Marks.append(folder, line);
                    }
                    steps.done(Step.DELETION_MARKED);
                    for (EvidenceName name : goes(folder)) {
                        Files.deleteIfExists(folder.file(name));
                    }
                    DurableFiles.syncDirectory(folder.path());
                    steps.done(Step.FILES_GONE);
                    return true;
                });
        DurableFiles.delete(file(decision));
        steps.done(Step.DELETED);
    }

    private void bury(EventFolder folder, Decision decision, boolean begun) throws IOException {
        if (!begun || statements.find(folder, Paper.TOMBSTONE).isEmpty()) {
            statements.say(
                    folder, Paper.TOMBSTONE, Step.TOMBSTONE_LOGGED, wording(folder, decision));
        }
    }

    private Ledger.Wording wording(EventFolder folder, Decision decision) throws IOException {
        List<String> names = goes(folder).stream().map(EvidenceName::text).toList();
        EvidenceName manifest = folder.files().get(EvidenceKind.MANIFEST);
        @Nullable String hash = manifest == null ? null : manifest.sha256();
        long now = clock.millis();
        return (sequence, previous) ->
                new Tombstone(
                        Tombstone.FORMAT,
                        decision.event(),
                        decision.camera(),
                        hash,
                        names,
                        decision.reason(),
                        decision.by(),
                        now,
                        sequence,
                        previous);
    }

    /// What goes: pictures and films. The documents stay.
    private static List<EvidenceName> goes(EventFolder folder) throws IOException {
        List<EvidenceName> going = new ArrayList<>(folder.evidence());
        going.removeIf(name ->
                name.kind() == EvidenceKind.MANIFEST || name.kind() == EvidenceKind.SIGNATURE);
        return going;
    }

    private Path file(Decision decision) {
        return directory.resolve(decision.camera() + "~" + decision.event() + ".json");
    }
}
