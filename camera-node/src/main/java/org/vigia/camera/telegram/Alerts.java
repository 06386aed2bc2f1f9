package org.vigia.camera.telegram;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.alarm.Trouble;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.link.LinkMessage;

/// Whom the parts tell of what the owner is to hear. Every method may be called by any thread and
/// returns at once.
public interface Alerts {
    /// The alarm wants the owner told.
    ///
    /// @param incident what is recorded of it; null where nothing is
    void alert(AlertKind kind, @Nullable EventId incident);

    /// An incident, or what was noticed in one, is over.
    void ended(EventId incident);

    /// What is wrong now, as far as the alarm knows.
    void troubles(Set<Trouble> now);

    /// That a trouble is over, or was not there when this process looked first: an earlier one may
    /// have told of it.
    void over(Trouble trouble);

    /// Whether there is a picture.
    void picture(boolean missing);

    /// Whether the disk refuses events.
    void disk(boolean refuses);

    /// Whether the room for what waits for Pi #B is nearly used up.
    void room(boolean scarce);

    /// An event has begun.
    void opened(Opening opening);

    /// Its picture is there.
    ///
    /// @param jpeg not changed by anybody from now on
    void pictured(Opening opening, byte[] jpeg);

    /// Its film is complete; for the disk's thread, before the film is moved.
    void filmed(Opening opening, Path mp4);

    /// What waits for Pi #B when this process begins: the last of it may be what an earlier one had
    /// no time to tell of. Before anything new is recorded.
    ///
    /// @param sealed oldest first
    void left(List<SealedEvent> sealed);

    /// Pi #B has signed for it.
    void safe(EventId event);

    /// Whom Pi #B tells when this camera is gone; empty where there is no bot.
    Optional<LinkMessage.AlertChats> chats();

    /// Why not everybody is told everything; empty where all is well.
    Optional<AlertTrouble> trouble();

    /// Who hears when [#trouble] has changed.
    void observe(Runnable troubleChanged);

    /// Those of a camera without a bot.
    static Alerts none() {
        return Untold.NOBODY;
    }
}
