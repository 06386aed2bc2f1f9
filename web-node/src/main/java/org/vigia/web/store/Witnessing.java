package org.vigia.web.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Witness;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// What Pi #B has seen itself: streamed films and events of its own, each with a witness statement.
/// Safe for use by several threads.
final class Witnessing {
    private static final Logger LOG = LoggerFactory.getLogger(Witnessing.class);
    private static final String INTERRUPTED = "web-node was stopped while it wrote down why";

    private final Holdings holdings;
    private final Statements statements;
    private final Doubt doubt;
    private final Clock clock;
    private final Step.Observer steps;
    private final SecureRandom random = new SecureRandom();
    private final Map<Own, Begun> begun = new HashMap<>();

    /// What an event of Pi #B's own is to say.
    private record Own(String camera, @Nullable EventId incident, EventKind kind) {}

    /// One that was begun: whoever tries again after an error goes on with it.
    private record Begun(EventId id, long arrival) {}

    Witnessing(
            Holdings holdings,
            Statements statements,
            Doubt doubt,
            Clock clock,
            Step.Observer steps) {
        this.holdings = holdings;
        this.statements = statements;
        this.doubt = doubt;
        this.clock = clock;
        this.steps = steps;
    }

    /// Completes the event of Pi #B's own that a crash may have left as the last arrival.
    void recover(Optional<ArrivalLog.Arrival> last) throws IOException {
        if (last.isPresent()) {
            ArrivalLog.Arrival arrival = last.get();
            EventFolder folder = holdings.folders().of(arrival.camera(), arrival.event());
            if (folder.isPiBsOwn() && Paper.WITNESS.read(folder).isEmpty()) {
                LOG.info("{}: event {} gets its statement", arrival.camera(), arrival.event());
                state(folder, INTERRUPTED, 0, List.of());
            }
        }
    }

    Optional<EvidenceName> publish(
            String camera,
            EventId event,
            Path part,
            long filmMillis,
            String reason,
            @Nullable EvidenceName replaces)
            throws IOException {
        EvidenceName name = new EvidenceName(event, EvidenceKind.STREAMED, Sha256.of(part));
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        EventFolders folders = holdings.folders();
        holdings.lock().lock();
        try {
            if (folders.belongsToAnother(camera, event)) {
                return Optional.empty();
            }
            holdings.measured(
                    folders.of(camera, event),
                    folder -> {
                        folders.createIfMissing(folder, camera, event);
                        return true;
                    });
            return holdings.change(
                            camera,
                            event,
                            folder -> {
                                if (isUnheardOf(folder)) {
                                    doubt.note(folder, camera);
                                }
                                return publish(folder, name, part, filmMillis, reason, replaces);
                            })
                    .filter(published -> published)
                    .map(published -> name);
        } finally {
            holdings.lock().unlock();
        }
    }

    private boolean publish(
            EventFolder folder,
            EvidenceName name,
            Path part,
            long filmMillis,
            String reason,
            @Nullable EvidenceName replaces)
            throws IOException {
        if (Marks.in(folder).is(Standing.DELETED)) {
            return false;
        }
        Path film = folder.file(name);
        boolean repeated = Files.exists(film);
        if (repeated) {
            DurableFiles.syncDirectory(folder.path());
        } else {
            DurableFiles.publish(part, film);
        }
        steps.done(Step.STREAMED_LINKED);
        if (!repeated || !isSaid(folder, name)) {
            List<Witness.Entry> files = List.of(new Witness.Entry(name.text(), Files.size(film)));
            state(folder, reason, filmMillis, files);
        }
        if (replaces != null
                && replaces.kind() == EvidenceKind.STREAMED
                && !replaces.equals(name)) {
            DurableFiles.delete(folder.file(replaces));
        }
        steps.done(Step.STREAMED_REPLACED);
        return true;
    }

    boolean drop(String camera, EventId event, EvidenceName film) throws IOException {
        return holdings.change(
                        camera,
                        event,
                        folder -> {
                            StoredEvent now = folder.read().orElseThrow();
                            if (now.stage() != StoredEvent.Stage.WHOLE
                                    || now.clip() == null
                                    || now.marks().contains(Standing.DIFFERS)
                                    || now.marks().contains(Standing.SHORTER)
                                    || film.kind() != EvidenceKind.STREAMED) {
                                throw new IllegalStateException(
                                        film + ": no clip is known to hold this film");
                            }
                            MarkLine line =
                                    new MarkLine(
                                            clock.millis(), Mark.COVERED, "web-node", film.text());
                            if (Marks.in(folder).apply(line)) {
                                Marks.append(folder, line);
                            }
                            DurableFiles.delete(folder.file(film));
                            return true;
                        })
                .orElse(false);
    }

    boolean dropRepeated(String camera, EventId event, EvidenceName film) throws IOException {
        return holdings.change(
                        camera,
                        event,
                        folder -> {
                            if (film.kind() != EvidenceKind.STREAMED
                                    || film.equals(folder.files().get(EvidenceKind.STREAMED))) {
                                throw new IllegalStateException(film + ": there is no longer one");
                            }
                            DurableFiles.delete(folder.file(film));
                            return true;
                        })
                .orElse(false);
    }

    EventId open(String camera, @Nullable EventId incident, EventKind kind, String text)
            throws IOException {
        if (!kind.isPiBsOwn()) {
            throw new IllegalArgumentException(kind + " is a camera's to say");
        }
        Own own = new Own(camera, incident, kind);
        holdings.lock().lock();
        try {
            if (!holdings.isOpen()) {
                throw new IOException(kind + ": web-node is shutting down");
            }
            Begun event = begun.get(own);
            if (event == null) {
                EventId id = EventId.create(clock, random);
                event = new Begun(id, holdings.folders().arriveOwn(camera, id));
                begun.put(own, event);
                steps.done(Step.ARRIVAL);
            }
            EventFolder folder = holdings.folders().of(camera, event.id());
            holdings.measured(folder, complete(own, event, text));
            begun.remove(own);
            holdings.tell(folder);
            return event.id();
        } finally {
            holdings.lock().unlock();
        }
    }

    /// Does what is not done yet: an error may have interrupted it.
    private Holdings.Change<Boolean> complete(Own own, Begun event, String text) {
        return folder -> {
            if (!folder.exists()) {
                EventId incident = own.incident() == null ? event.id() : own.incident();
                holdings.folders()
                        .createOwn(
                                folder,
                                own.camera(),
                                event.id(),
                                incident,
                                own.kind(),
                                event.arrival());
            }
            if (statements.find(folder, Paper.WITNESS).isEmpty()) {
                state(folder, text, 0, List.of());
            }
            MarkLine note = new MarkLine(clock.millis(), Mark.NOTE, "web-node", text);
            if (Marks.in(folder).apply(note)) {
                Marks.append(folder, note);
            }
            return true;
        };
    }

    private void state(
            EventFolder folder, String reason, long filmMillis, List<Witness.Entry> files)
            throws IOException {
        StoredEvent event = folder.read().orElseThrow();
        statements.say(
                folder,
                Paper.WITNESS,
                Step.WITNESS_LOGGED,
                (sequence, previous) ->
                        new Witness(
                                Witness.FORMAT,
                                event.id(),
                                event.incident(),
                                event.camera(),
                                event.kind(),
                                event.arrival(),
                                clock.millis(),
                                reason,
                                filmMillis,
                                files,
                                sequence,
                                previous));
    }

    /// Whether nothing but a film is known of an event: its camera has not announced it.
    private static boolean isUnheardOf(EventFolder folder) throws IOException {
        return folder.readAnnouncement().started() == null && folder.evidence().isEmpty();
    }

    /// Whether the last witness statement is the one on this film.
    private boolean isSaid(EventFolder folder, EvidenceName name) throws IOException {
        Optional<Ledger.Line> here = statements.find(folder, Paper.WITNESS);
        return here.isPresent()
                && here.get().statement() instanceof Witness witness
                && witness.files().stream().anyMatch(f -> f.name().equals(name.text()));
    }
}
