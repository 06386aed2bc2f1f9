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

/// Nobody is told.
enum Untold implements Alerts {
    NOBODY;

    @Override
    public void alert(AlertKind kind, @Nullable EventId incident) {}

    @Override
    public void ended(EventId incident) {}

    @Override
    public void troubles(Set<Trouble> now) {}

    @Override
    public void over(Trouble trouble) {}

    @Override
    public void room(boolean scarce) {}

    @Override
    public void picture(boolean missing) {}

    @Override
    public void disk(boolean refuses) {}

    @Override
    public void opened(Opening opening) {}

    @Override
    public void pictured(Opening opening, byte[] jpeg) {}

    @Override
    public void filmed(Opening opening, Path mp4) {}

    @Override
    public void left(List<SealedEvent> sealed) {}

    @Override
    public void safe(EventId event) {}

    @Override
    public Optional<LinkMessage.AlertChats> chats() {
        return Optional.empty();
    }

    @Override
    public Optional<AlertTrouble> trouble() {
        return Optional.empty();
    }

    @Override
    public void observe(Runnable troubleChanged) {}
}
