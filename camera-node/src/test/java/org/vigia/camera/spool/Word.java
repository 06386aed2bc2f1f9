package org.vigia.camera.spool;

import org.vigia.shared.event.EventId;

/// What a spool's user has been promised, or is about to ask.
sealed interface Word {
    EventId event();

    /// It will be delivered.
    record Begun(EventId event) implements Word {}

    /// Its picture will.
    record Pictured(EventId event) implements Word {}

    /// So much of its film will.
    record Filmed(EventId event, int bytes) implements Word {}

    /// This is what will be delivered.
    record Sealed(EventId event, long sequence, String manifest) implements Word {}

    /// It may go.
    record Forgetting(EventId event) implements Word {}

    /// It may be set aside.
    record SettingAside(EventId event) implements Word {}

    /// It is set aside.
    record SetAside(EventId event) implements Word {}

    /// Its film may go, and be told of.
    record GivingUp(EventId event) implements Word {}

    /// What has been said of its loss need not be said any more.
    record Told(EventId event) implements Word {}
}
