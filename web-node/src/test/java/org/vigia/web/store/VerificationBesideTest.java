package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// A store is looked through while events come into it.
class VerificationBesideTest {
    private static final int EVENTS = 60;

    @TempDir static Path keys;
    @TempDir Path directory;

    /// What a web-node does, again and again.
    private interface Work {
        void done(int i) throws IOException;
    }

    private void lookWhile(StoreFixture fixture, Work work) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread web =
                NamedThreads.start(
                        "web",
                        () -> {
                            try {
                                for (int i = 0; i < EVENTS; i++) {
                                    work.done(i);
                                }
                            } catch (IOException | RuntimeException | AssertionError e) {
                                failure.set(e);
                            }
                        });
        int looks = 0;
        for (boolean last = false; !last; looks++) {
            last = !web.isAlive();
            assertThat(verify(fixture).faults()).as("look %d", looks).isEmpty();
        }
        web.join();
        assertThat(failure).hasNullValue();
        assertThat(looks).isGreaterThan(1);
    }

    private Verification.Result verify(StoreFixture fixture) throws IOException {
        return new Verification(
                        directory.resolve("store"),
                        fixture.registry,
                        fixture.receiptKey.publicKey(),
                        Pace.system())
                .run();
    }

    @Test
    void eventsThatBeginMeanwhileAreNoFaults() throws Exception {
        StoreFixture fixture = new StoreFixture(directory, keys);
        try (EventStore store = fixture.store()) {
            lookWhile(
                    fixture,
                    i -> {
                        store.openOwn("yard", null, EventKind.CAMERA_LOST, "silent");
                        store.openOwn("gate", null, EventKind.CAMERA_LOST, "silent");
                    });
            assertThat(verify(fixture).events()).isEqualTo(2 * EVENTS);
        }
    }

    @Test
    void eventsOfOneChainThatBecomeWholeMeanwhileAreNoFaults() throws Exception {
        StoreFixture fixture = new StoreFixture(directory, keys);
        AtomicReference<String> previous = new AtomicReference<>();
        try (EventStore store = fixture.store()) {
            lookWhile(
                    fixture,
                    i -> {
                        EventId event = Evidence.id();
                        List<Evidence.Item> items =
                                Evidence.event(event, "door", fixture.door, i + 1, previous.get());
                        for (Evidence.Item item : items) {
                            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
                        }
                        previous.set(items.getLast().name().sha256());
                    });
            assertThat(verify(fixture).events()).isEqualTo(EVENTS);
        }
    }
}
