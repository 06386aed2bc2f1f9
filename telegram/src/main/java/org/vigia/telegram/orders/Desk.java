package org.vigia.telegram.orders;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.vigia.shared.event.EventId;

/// Where orders are carried out. Each method returns when it is done, so that [#situation] tells
/// what came of it. Called by several threads.
public interface Desk {
    /// How things stand now.
    Situation situation();

    /// Arms, after the exit delay if there is one.
    ///
    /// @throws NotDoneException when the alarm does not answer
    /// @throws InterruptedException when interrupted; it may still happen, here and below
    void arm() throws NotDoneException, InterruptedException;

    /// Disarms; ends a running incident.
    ///
    /// @throws NotDoneException when the alarm does not answer
    void disarm() throws NotDoneException, InterruptedException;

    /// Switches the siren by hand.
    ///
    /// @throws NotDoneException when siren or alarm do not answer
    void siren(boolean on) throws NotDoneException, InterruptedException;

    /// Turns the camera and returns when it is there.
    ///
    /// @throws NotDoneException when the servo does not answer
    void pan(Direction direction) throws NotDoneException, InterruptedException;

    /// Takes a picture, kept as an event too.
    ///
    /// @return a JPEG
    /// @throws NotDoneException when there is no picture, or the disk refuses
    byte[] photo() throws NotDoneException, InterruptedException;

    /// Films for so long from now on, kept as an event too.
    ///
    /// @return an MP4 file, the caller's to delete
    /// @throws NotDoneException when there is no picture, or the disk refuses
    Path film(Duration length) throws NotDoneException, InterruptedException;

    /// Passes on what a person says of an event.
    ///
    /// @throws NotDoneException when Pi #B is not to be reached
    void remark(EventId event, Remark remark) throws NotDoneException, InterruptedException;

    /// Remembers who gave an order.
    void ordered(String name, Verb verb);

    /// Remembers who said what an event is worth.
    void remarked(String name, Remark remark);

    /// The last things that happened, oldest first.
    List<Happening> log();
}
