package org.vigia.web.retention;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/// Where events are kept, as retention sees it.
interface Shelf {
    /// The cameras that have something here.
    Collection<String> cameras();

    /// How many bytes of a camera have to go for its room not to be short.
    ///
    /// @throws IOException when the disk does not say
    long excess(String camera) throws IOException;

    /// A camera's events that are neither kept nor deleted, in the order of their arrival.
    ///
    /// @param after only those with a higher place in that order
    /// @param most how many at most
    /// @throws IOException when the disk does not say
    List<Candidate> oldest(String camera, long after, int most) throws IOException;

    /// A camera's self-tests from before `beforeMillis` that are neither kept, binned nor deleted.
    ///
    /// @param most how many at most
    /// @throws IOException when the disk does not say
    List<Candidate> selfTests(String camera, long beforeMillis, int most) throws IOException;

    /// A camera's events in the bin.
    ///
    /// @param most how many at most
    /// @throws IOException when the disk does not say
    List<Binned> binned(String camera, int most) throws IOException;

    /// Deletes an event, tombstone first, if it is still in the bin.
    ///
    /// @return whether it is gone; not where somebody has taken it back
    /// @throws IOException when the disk refuses; what has begun is finished later
    boolean empty(String camera, Binned binned, String why) throws IOException;

    /// Deletes an event, tombstone first.
    ///
    /// @return whether it is gone; not where somebody keeps it after all
    /// @throws IOException when the disk refuses; what has begun is finished later
    boolean delete(String camera, Candidate candidate, String why) throws IOException;

    /// Tells the owner, by an event, that a camera's room has run out.
    ///
    /// @throws IOException when the disk refuses
    void ranOut(String camera, String why) throws IOException;
}
