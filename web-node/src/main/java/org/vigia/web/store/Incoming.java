package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;

/// The directory of files on their way in. Each upload has a part of its own, so that an
/// interrupted one is in nobody's way.
record Incoming(Path directory) {
    private static final String END = ".part";

    /// A part found at start.
    ///
    /// @param path the file
    /// @param camera who was sending it
    /// @param name the name it was to have
    record Leftover(Path path, String camera, EvidenceName name) {}

    Path create(String camera, EvidenceName name) throws IOException {
        return Files.createTempFile(
                directory,
                camera + "~" + name.text() + "~",
                END,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /// The parts that a crash has left.
    List<Leftover> leftovers() throws IOException {
        List<Leftover> leftovers = new ArrayList<>();
        for (Path path : EventFolder.entries(directory)) {
            String[] parts = path.getFileName().toString().split("~", -1);
            if (parts.length == 3 && Manifest.isCameraName(parts[0])) {
                Optional<EvidenceName> name = EvidenceName.parse(parts[1]);
                name.ifPresent(n -> leftovers.add(new Leftover(path, parts[0], n)));
            }
        }
        return leftovers;
    }

    void clear() throws IOException {
        for (Path path : EventFolder.entries(directory)) {
            Files.deleteIfExists(path);
        }
        DurableFiles.syncDirectory(directory);
    }
}
