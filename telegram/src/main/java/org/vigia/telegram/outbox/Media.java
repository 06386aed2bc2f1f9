package org.vigia.telegram.outbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;

/// Pictures and films that wait to be sent: a folder of its own, since the spool forgets what Pi #B
/// has signed for. Safe for use by several threads.
final class Media {
    private static final Logger LOG = LoggerFactory.getLogger(Media.class);

    private final Path folder;

    /// @throws IOException when the folder cannot be made
    Media(Path folder) throws IOException {
        this.folder = folder;
        DurableFiles.createDirectories(folder);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /// Gives a film of the spool's a second name here. It takes no room of its own as long as the
    /// spool has it, and stays when the spool forgets it.
    ///
    /// @return its name here
    /// @throws IOException when the disk refuses
    String link(EventId event, Path film) throws IOException {
        String name = event + ".mp4";
        try {
            Files.createLink(path(name), film);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("event {}: its film is here already", event);
        }
        return name;
    }

    /// Keeps a picture.
    ///
    /// @return its name here
    /// @throws IOException when the disk refuses
    String keep(EventId event, byte[] jpeg) throws IOException {
        String name = event + ".jpg";
        try {
            DurableFiles.create(path(name), jpeg);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("event {}: its picture is here already", event);
        }
        return name;
    }

    long size(String name) {
        try {
            return Files.size(path(name));
        } catch (IOException e) {
            return 0;
        }
    }

    void drop(String name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException e) {
            LOG.warn("{}: cannot be deleted", path(name), e);
        }
    }

    /// Deletes what nobody needs: left behind by a process that died in between.
    ///
    /// @throws IOException when the folder cannot be read
    void sweep(Set<String> needed) throws IOException {
        List<Path> files;
        try (var entries = Files.list(folder)) {
            files = entries.toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (!needed.contains(name)) {
                drop(name);
            }
        }
    }
}
