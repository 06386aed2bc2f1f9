package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.lifecycle.NamedThreads;

/// What a camera takes is known after any start, and kept.
class RoomCountTest {
    private static final int CLIP = 20_000;

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        store = fixture.store();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private EventId clip(int n) throws IOException {
        EventId event = Evidence.id();
        byte[] film = new byte[CLIP];
        film[0] = (byte) n;
        Evidence.Item item = Evidence.item(event, EvidenceKind.CLIP, film);
        assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        return event;
    }

    private long used() throws IOException {
        return store.room().use("door").used();
    }

    /// What the disk says, documents of web-node's own included, tiny files for their inodes.
    private long onDisk() throws IOException {
        try (var walk = Files.walk(directory.resolve("store/cameras/door"))) {
            long sum = 0;
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                sum += Math.max(16_384, Files.size(file));
            }
            return sum;
        }
    }

    @Test
    void whatIsTakenIsCountedAtOnceAndTheSameAfterAStart() throws Exception {
        for (int i = 0; i < 5; i++) {
            clip(i);
        }
        assertThat(used()).isEqualTo(5 * (CLIP + 16_384)).isEqualTo(onDisk());
        store.close();
        store = fixture.store();
        store.awaitCount();
        assertThat(used()).isEqualTo(onDisk());
        assertThat(store.room().use("yard").used()).isZero();
    }

    @Test
    void aRepeatCountsOnceAndWhatIsRefusedOrDeletedNotAtAll() throws Exception {
        EventId event = Evidence.id();
        Evidence.Item item = Evidence.item(event, EvidenceKind.CLIP, new byte[CLIP]);
        assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        Evidence.Item false1 =
                new Evidence.Item(
                        Evidence.item(Evidence.id(), EvidenceKind.CLIP, "another").name(),
                        new byte[CLIP]);
        assertThat(Evidence.send(store, "door", false1).text())
                .isEqualTo("refused: the content does not match the name");
        assertThat(used()).isEqualTo(CLIP + 16_384).isEqualTo(onDisk());
        store.delete("door", event, "ana", "not needed");
        assertThat(used()).isEqualTo(4 * 16_384).isEqualTo(onDisk());
    }

    @Test
    void whatArrivesWhileItIsCountedIsCountedOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            clip(i);
        }
        store.close();
        store = fixture.store();
        List<Thread> cameras = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            cameras.add(
                    NamedThreads.start(
                            "camera-" + t,
                            () -> {
                                try {
                                    for (int i = 0; i < 10; i++) {
                                        clip(i);
                                    }
                                } catch (IOException | AssertionError e) {
                                    synchronized (failures) {
                                        failures.add(e);
                                    }
                                }
                            }));
        }
        store.awaitCount();
        for (Thread camera : cameras) {
            camera.join();
        }
        assertThat(failures).isEmpty();
        assertThat(used()).isEqualTo(onDisk()).isEqualTo(50L * (CLIP + 16_384));
    }
}
