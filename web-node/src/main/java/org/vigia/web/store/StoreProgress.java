package org.vigia.web.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Statement;
import org.vigia.shared.json.Json;

/// How far a store has come, for who copies it beside a running web-node: reads only, and takes no
/// possession of the folder.
public final class StoreProgress {
    private static final int TAIL = 64 * 1024;

    private final Path cameras;
    private final Path ledger;
    private final Path arrivals;

    /// Where the two journals end that tell of events; each of their bytes before is final.
    ///
    /// @param ledger bytes of `receipts.jsonl`
    /// @param arrivals bytes of `arrivals.jsonl`
    public record Position(long ledger, long arrivals) {}

    /// @param root the store's folder
    public StoreProgress(Path root) {
        this.cameras = root.resolve("cameras");
        this.ledger = root.resolve("receipts.jsonl");
        this.arrivals = root.resolve("arrivals.jsonl");
    }

    /// Where it is.
    ///
    /// @throws IOException when a journal cannot be read
    public Position now() throws IOException {
        return new Position(new Journal(ledger).wholeBytes(), new Journal(arrivals).wholeBytes());
    }

    /// The folders of the events that were told of between two positions, and that of the last
    /// statement before: a statement stands in the ledger before it lies in its folder.
    ///
    /// @throws IOException when a journal cannot be read
    public Set<Path> foldersBetween(Position from, Position to) throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (String line : lines(ledger, from.ledger(), to.ledger())) {
            stated(line).ifPresent(folders::add);
        }
        long known = from.ledger();
        for (String line : lines(ledger, Math.max(0, known - TAIL), known).reversed()) {
            Optional<Path> folder = stated(line);
            if (folder.isPresent()) {
                folders.add(folder.get());
                break;
            }
        }
        for (String line : lines(arrivals, from.arrivals(), to.arrivals())) {
            ArrivalLog.Arrival arrival;
            try {
                arrival = Json.read(line, ArrivalLog.Arrival.class);
            } catch (IOException e) {
                continue;
            }
            folders.add(EventFolder.of(cameras, arrival.camera(), arrival.event()).path());
        }
        return folders;
    }

    /// The folder of the event that a decision to delete is about.
    ///
    /// @param decision a file in `deleting`
    public Optional<Path> folderOfDecision(Path decision) {
        String name = decision.getFileName().toString();
        int tilde = name.lastIndexOf('~');
        String event = name.substring(tilde + 1).replace(".json", "");
        return tilde < 0 || !EventId.isId(event)
                ? Optional.empty()
                : Optional.of(
                        EventFolder.of(cameras, name.substring(0, tilde), new EventId(event))
                                .path());
    }

    /// The folder that a line of the ledger is about; empty where it was cut short by a power
    /// failure: the next line says it again.
    private Optional<Path> stated(String line) {
        try {
            Statement said = Json.read(line, Ledger.Line.class).statement();
            return Optional.of(EventFolder.of(cameras, said.camera(), said.event()).path());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file, long from, long to) throws IOException {
        if (from >= to || !Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(from);
            InputStream in = Channels.newInputStream(channel);
            String text =
                    new String(in.readNBytes(Math.toIntExact(to - from)), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
