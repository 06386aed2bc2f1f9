package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Manifest;

/// Where films are put, and what is known there of their events: the event store. Safe for use by
/// several threads; every method may touch the disk.
public interface EvidenceShelf {
    /// What is known of an event.
    enum State {
        /// Nothing yet, or it is not whole.
        OPEN,
        /// Its manifest is here and verified, and its clip if it has one.
        WHOLE,
        /// It has been deleted here.
        DELETED,
        /// It is another camera's.
        FOREIGN
    }

    /// What is known of an event under this camera's name.
    State state(String camera, EventId event) throws IOException;

    /// Whether `bytes` more of this camera's streams find room.
    boolean hasRoom(String camera, long bytes) throws IOException;

    /// What this camera streams is not taken any more, for a reason that its owner should know.
    void refused(String camera, String why);

    /// Whether a film of `bytes` can be written without taking the disk's last room from others.
    boolean hasRoomForFilm(long bytes) throws IOException;

    /// Makes a film the event's streamed film; makes the event known where it is not. The film is
    /// on the disk under its final name when this returns.
    ///
    /// @param film a synced file on the store's file system, left to the caller
    /// @param millis the film's length
    /// @param instead whether it takes the place of the former one, which then holds no frame that
    ///   this one does not hold; otherwise it comes beside that
    void publish(String camera, EventId event, Path film, long millis, boolean instead)
            throws IOException;

    /// All streamed films of the event: a crash may leave more than one.
    List<Path> films(String camera, EventId event) throws IOException;

    /// Deletes a streamed film, all of which stands in another one, [#film]'s.
    void repeated(String camera, EventId event, Path film) throws IOException;

    /// The event's streamed film, the longest of several; empty where there is none.
    Optional<Path> film(String camera, EventId event) throws IOException;

    /// The event's clip; empty where there is none.
    Optional<Path> clip(String camera, EventId event) throws IOException;

    /// What the event's manifest says; empty where there is none.
    Optional<Manifest> manifest(String camera, EventId event) throws IOException;

    /// Lets a streamed film go: all of it stands in the clip.
    void covered(String camera, EventId event, Path film) throws IOException;

    /// Marks the event: its camera disappeared while it was streamed.
    void lost(String camera, EventId event) throws IOException;

    /// Marks the event: clip and streamed film disagree.
    void differs(String camera, EventId event) throws IOException;

    /// Marks the event: the clip lacks a part of the streamed film, and says so.
    void shorter(String camera, EventId event) throws IOException;
}
