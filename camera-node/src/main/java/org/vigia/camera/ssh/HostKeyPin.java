package org.vigia.camera.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;
import org.vigia.shared.pairing.HostKeyAnnouncement;

/// Pi #B's only acceptable host key: the one from pairing or `camera.yml`, or the one that
/// announcements have led to from there; docs/design/pairing.md. Safe for use by several threads.
public final class HostKeyPin {
    private record Form(List<HostKeyAnnouncement> announcements) {}

    private final Path file;
    private final List<HostKeyAnnouncement> followed = new ArrayList<>();
    private SshPublicKey key;

    private HostKeyPin(Path file, SshPublicKey key) {
        this.file = file;
        this.key = key;
    }

    /// Begins at `configured` and follows what has been kept.
    ///
    /// @param data the camera's data folder
    /// @throws IOException when it cannot be read; in words
    public static HostKeyPin load(Path data, SshPublicKey configured) throws IOException {
        HostKeyPin pin = new HostKeyPin(file(data), configured);
        if (Files.exists(pin.file)) {
            try {
                for (var step :
                        Json.read(Files.readAllBytes(pin.file), Form.class).announcements()) {
                    pin.step(step);
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException(pin.file + ": is damaged; pair again: " + e.getMessage(), e);
            }
        }
        return pin;
    }

    /// Whatever has been followed counts no more: the camera is paired anew.
    ///
    /// @throws IOException when the disk refuses
    public static void forget(Path data) throws IOException {
        DurableFiles.delete(file(data));
    }

    /// The key.
    public synchronized SshPublicKey key() {
        return key;
    }

    /// Somebody has proven that he holds `shown`: takes it, where announcements lead there.
    ///
    /// @return whether it is the one now
    /// @throws IOException when it cannot be kept; then the one before stays
    synchronized boolean follow(SshPublicKey shown, List<HostKeyAnnouncement> told)
            throws IOException {
        Optional<List<HostKeyAnnouncement>> way = HostKeyAnnouncement.way(key, shown, told);
        if (way.isEmpty()) {
            return false;
        }
        List<HostKeyAnnouncement> all = new ArrayList<>(followed);
        all.addAll(way.get());
        if (!way.get().isEmpty()) {
            DurableFiles.replace(file, Json.bytes(new Form(all)));
        }
        followed.addAll(way.get());
        key = shown;
        return true;
    }

    /// What leads on from elsewhere than the configured key is left out: it was paired anew.
    private void step(HostKeyAnnouncement step) {
        SshPublicKey next = SshPublicKey.parse(step.next());
        if (step.leads(key, next)) {
            followed.add(step);
            key = next;
        }
    }

    private static Path file(Path data) {
        return data.resolve("host-key-succession.json");
    }
}
