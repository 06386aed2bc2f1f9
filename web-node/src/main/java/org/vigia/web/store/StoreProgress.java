package org.vigia.web.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.event.Statement;
import org.vigia.shared.json.Json;

/// How far a store has come, for who copies it beside a running web-node: reads only, and takes no
/// possession of the folder.
public final class StoreProgress {
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

    /// The folders of the events that were told of between two positions.
    ///
    /// @throws IOException when a journal cannot be read
    public Set<Path> foldersBetween(Position from, Position to) throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (String line : lines(ledger, from.ledger(), to.ledger())) {
            Statement said;
            try {
                said = Json.read(line, Ledger.Line.class).statement();
            } catch (IOException e) {
                continue; // Cut short by a power failure: the next line says it again.
            }
            folders.add(EventFolder.of(cameras, said.camera(), said.event()).path());
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
