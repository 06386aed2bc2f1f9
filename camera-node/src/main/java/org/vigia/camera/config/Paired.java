package org.vigia.camera.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.json.Json;

/// What pairing has brought, kept in `paired.json` in the data folder: it stands for the keys of
/// `camera.yml` that are not set there. See docs/design/pairing.md.
///
/// @param camera the name this camera is registered under
/// @param address where Pi #B's camera port is
/// @param hostKey Pi #B's only acceptable host key
public record Paired(String camera, HostPort address, SshPublicKey hostKey) {
    private record Form(String camera, String address, String hostKey) {}

    /// Reads it.
    ///
    /// @param data the data folder
    /// @return empty where the camera has not been paired
    /// @throws IOException when it cannot be read, or is damaged; in words
    public static Optional<Paired> read(Path data) throws IOException {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Form form = Json.read(Files.readAllBytes(file), Form.class);
            if (!Manifest.isCameraName(form.camera())) {
                throw new IllegalArgumentException("not a camera's name");
            }
            return Optional.of(
                    new Paired(
                            form.camera(),
                            HostPort.parse(form.address()),
                            SshPublicKey.parse(form.hostKey())));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": is damaged; pair again: " + e.getMessage(), e);
        }
    }

    /// Keeps it in place of what was there; on the disk when this returns.
    ///
    /// @throws IOException when it cannot be written
    public void keep(Path data) throws IOException {
        DurableFiles.replace(
                file(data), Json.bytes(new Form(camera, address.toString(), hostKey.line())));
    }

    private static Path file(Path data) {
        return data.resolve("paired.json");
    }
}
