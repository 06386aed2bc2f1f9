package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Manifest;

/// The files of streams, by camera: `<event>.stream` while a film may grow, `<event>.awaits` from
/// its end until its clip has been compared, `<event>.part` while a film is written.
///
/// @param root `<store>/streams`
record StreamFolder(Path root) {
    private static final String STREAM = ".stream";
    private static final String AWAITS = ".awaits";
    private static final String PART = ".part";
    private static final String CUT = "cut";

    /// Whose film it is.
    record Film(String camera, EventId event) {}

    Path stream(Film film) {
        return file(film, STREAM);
    }

    Path part(Film film) {
        return file(film, PART);
    }

    private Path file(Film film, String end) {
        return root.resolve(film.camera()).resolve(film.event() + end);
    }

    boolean awaitsClip(Film film) {
        return Files.exists(file(film, AWAITS));
    }

    /// @param cut whether a link has broken while the film was open, so that the camera may have
    ///   lost what is here
    void awaitClip(Film film, boolean cut) throws IOException {
        DurableFiles.replace(
                file(film, AWAITS), (cut ? CUT : "").getBytes(StandardCharsets.US_ASCII));
    }

    boolean wasCut(Film film) throws IOException {
        return awaitsClip(film) && Files.readString(file(film, AWAITS)).equals(CUT);
    }

    void awaitNoMore(Film film) throws IOException {
        DurableFiles.delete(file(film, AWAITS));
    }

    /// Puts a file aside that is no stream, so that it is in nobody's way.
    void putAside(Film film) throws IOException {
        Files.move(stream(film), file(film, ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.syncDirectory(root.resolve(film.camera()));
    }

    /// The events of a camera whose stream is here.
    List<Film> streams(String camera) throws IOException {
        List<Film> films = new ArrayList<>();
        for (Path file : entries(root.resolve(camera))) {
            add(films, camera, file, STREAM);
        }
        return films;
    }

    /// How many of a camera's events have been streamed and are not settled.
    int unsettled(String camera) throws IOException {
        Set<Film> films = new HashSet<>();
        for (Path file : entries(root.resolve(camera))) {
            add(films, camera, file, STREAM);
            add(films, camera, file, AWAITS);
        }
        return films.size();
    }

    /// All films that something is still to be done about; what was half written goes.
    List<Film> unsettled() throws IOException {
        List<Film> films = new ArrayList<>();
        for (Path folder : entries(root)) {
            String camera = folder.getFileName().toString();
            if (Manifest.isCameraName(camera)) {
                for (Path file : entries(folder)) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(PART) || name.endsWith(".new")) {
                        Files.delete(file);
                    }
                    add(films, camera, file, STREAM);
                    add(films, camera, file, AWAITS);
                }
            }
        }
        return films;
    }

    private static void add(Collection<Film> films, String camera, Path file, String end) {
        String name = file.getFileName().toString();
        if (name.endsWith(end)) {
            String id = name.substring(0, name.length() - end.length());
            if (EventId.isId(id)) {
                films.add(new Film(camera, new EventId(id)));
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            } catch (DirectoryIteratorException e) {
                throw new IOException(folder + ": cannot be read", e.getCause());
            }
        }
        return entries;
    }
}
