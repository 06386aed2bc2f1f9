package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;

/// An event that will be delivered whatever happens.
///
/// @param sequence its place in the chain
/// @param event its id
/// @param folder where its files are
/// @param files every file that is here, in the order in which they are to be sent, manifest last
/// @param heldBack whether the manifest must wait until Pi #B has taken a gap record
public record SealedEvent(
        long sequence, EventId event, Path folder, List<EvidenceName> files, boolean heldBack) {
    private static final Pattern FOLDER = Pattern.compile("(\\d{12})-(.{36})");

    /// @throws IllegalArgumentException when the last file is no manifest
    public SealedEvent {
        files = List.copyOf(files);
        if (files.isEmpty() || files.getLast().kind() != EvidenceKind.MANIFEST) {
            throw new IllegalArgumentException(event + ": a sealed event ends with its manifest");
        }
    }

    /// Its manifest's SHA-256.
    public String manifest() {
        return files.getLast().sha256();
    }

    Optional<EvidenceName> file(EvidenceKind kind) {
        return files.stream().filter(name -> name.kind() == kind).findFirst();
    }

    static String folderName(long sequence, EventId event) {
        return "%012d-%s".formatted(sequence, event);
    }

    /// What a folder's name says.
    record Place(long sequence, EventId event) {
        /// Empty where it is no name of ours.
        static Optional<Place> of(Path folder) {
            Matcher matcher = FOLDER.matcher(String.valueOf(folder.getFileName()));
            return matcher.matches() && EventId.isId(matcher.group(2))
                    ? Optional.of(
                            new Place(
                                    Long.parseLong(matcher.group(1)),
                                    new EventId(matcher.group(2))))
                    : Optional.empty();
        }
    }

    /// Reads a folder under `sealed/`; empty where it is none of ours, or lacks its manifest.
    static Optional<SealedEvent> read(Path folder, boolean heldBack) throws IOException {
        Optional<Place> place = Place.of(folder);
        List<EvidenceName> files = evidence(folder);
        if (place.isEmpty() || files.isEmpty() || files.getLast().kind() != EvidenceKind.MANIFEST) {
            return Optional.empty();
        }
        return Optional.of(
                new SealedEvent(
                        place.get().sequence(), place.get().event(), folder, files, heldBack));
    }

    /// The files of evidence in `folder`, in the order of [EvidenceKind].
    static List<EvidenceName> evidence(Path folder) throws IOException {
        List<EvidenceName> files = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                EvidenceName.parse(String.valueOf(entry.getFileName())).ifPresent(files::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparing(EvidenceName::kind));
        return files;
    }
}
