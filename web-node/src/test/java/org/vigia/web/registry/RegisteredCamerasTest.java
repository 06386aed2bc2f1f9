package org.vigia.web.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.link.CameraCommand;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Cameras;
import org.vigia.web.camera.CommandOutcome;

class RegisteredCamerasTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.ofEpochMilli(1_790_000_000_000L), ZoneOffset.UTC);

    @TempDir static Path keys;
    @TempDir Path directory;
    private final List<String> done = new ArrayList<>();
    private final List<Consumer<CameraView>> observers = new ArrayList<>();
    private Path file;
    private CameraRegistry registry;
    private RegisteredCameras cameras;

    /// Online, all that are registered.
    private final class Online implements Cameras {
        @Override
        public List<CameraView> all() {
            return registry.all().stream().map(c -> view(c.name())).toList();
        }

        @Override
        public Optional<CameraView> find(String name) {
            return all().stream().filter(v -> v.name().equals(name)).findFirst();
        }

        @Override
        public CommandOutcome command(String name, CameraCommand command, Duration patience) {
            return new CommandOutcome.Unknown();
        }

        @Override
        public boolean confirm(String name, String by) {
            return false;
        }

        @Override
        public AutoCloseable subscribe(Consumer<CameraView> observer) {
            observers.add(observer);
            return () -> observers.remove(observer);
        }
    }

    private static CameraView view(String name) {
        return new CameraView(name, true, null, 7, null);
    }

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("cameras.jsonl");
        registry = CameraRegistry.open(file, CLOCK);
        for (String name : List.of("attic", "door", "yard")) {
            registry.add(name, TestKeys.key(keys, name).publicKey());
        }
        cameras = new RegisteredCameras(new Online(), registry, this::cut);
    }

    private void cut() {
        done.add("cut, registered: " + registry.all().size());
    }

    @Test
    void theKeyIsGoneBeforeTheConnectionsAreCutAndTheOnlookersTold() throws Exception {
        try (AutoCloseable told = cameras.subscribe(v -> done.add("told of " + v.name()))) {
            assertThat(told).isNotNull();
            assertThat(cameras.revoke("door")).isTrue();
            assertThat(done).containsExactly("cut, registered: 2", "told of door");
            assertThat(cameras.revoke("door")).isTrue();
            assertThat(cameras.revoke("shed")).isFalse();
            assertThat(done).hasSize(2);
        }
    }

    @Test
    void aRevokedCameraStaysInItsPlaceWhateverItsLinkSaysAfterwards() throws Exception {
        List<CameraView> told = new ArrayList<>();
        try (AutoCloseable telling = cameras.subscribe(told::add)) {
            assertThat(telling).isNotNull();
            cameras.revoke("door");
            observers.forEach(observer -> observer.accept(view("door")));
        }
        CameraView revoked = CameraView.revoked("door", CLOCK.millis());
        assertThat(told).containsExactly(revoked, revoked);
        assertThat(cameras.all()).containsExactly(view("attic"), revoked, view("yard"));
        assertThat(cameras.find("door")).contains(revoked);
    }

    @Test
    void whereItCannotBeWrittenNothingIsCut() throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> cameras.revoke("door")).isInstanceOf(IOException.class);
        assertThat(done).isEmpty();
    }
}
