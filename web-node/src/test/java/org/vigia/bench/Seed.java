package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EventId;
import org.vigia.web.index.EventIndex;
import org.vigia.web.index.SeededIndex;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;

/// Fills a data folder: an index of events that never were, and a few whose files are there.
final class Seed {
    private Seed() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        int events = Integer.parseInt(args[1]);
        int whole = Integer.parseInt(args[2]);
        if (Files.exists(data.resolve("index")) || Files.exists(data.resolve("store"))) {
            throw new IOException(data + ": holds an index or a store already");
        }
        ZoneId zone = ZoneId.systemDefault();
        SeededIndex.fill(data, events, Clock.systemUTC().millis(), zone);
        Path keys = Files.createDirectories(data.resolve("seed-keys"));
        StoreFixture fixture = new StoreFixture(data, keys);
        try (EventStore store = fixture.store();
                EventIndex index = new EventIndex(data.resolve("index"), store, zone)) {
            index.start();
            for (int i = 0; i < whole; i++) {
                String camera = i % 2 == 0 ? "door" : "yard";
                RsaIdentity key = i % 2 == 0 ? fixture.door : fixture.yard;
                EventId event = Evidence.id();
                for (Evidence.Item item : Evidence.event(event, camera, key)) {
                    String answer = Evidence.send(store, camera, item).text();
                    if (!answer.isEmpty()) {
                        throw new IOException(event + ": " + answer);
                    }
                }
            }
        }
    }
}
