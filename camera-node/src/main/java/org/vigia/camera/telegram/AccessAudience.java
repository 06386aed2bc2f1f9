package org.vigia.camera.telegram;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Chat;
import org.vigia.telegram.outbox.Audience;
import org.vigia.telegram.outbox.Recipient;
import org.vigia.telegram.text.Subject;

/// Who is on the list is told, but for what they do not want to hear of, and what may only be told
/// to those that were named for it.
final class AccessAudience implements Audience {
    private static final Logger LOG = LoggerFactory.getLogger(AccessAudience.class);

    private final Access access;

    AccessAudience(Access access) {
        this.access = access;
    }

    @Override
    public List<Recipient> hearing(String camera, Subject subject) {
        return access.chats().stream()
                .filter(chat -> hears(chat, subject))
                .map(chat -> new Recipient(chat.id(), chat.language()))
                .toList();
    }

    private boolean hears(Chat chat, Subject subject) {
        if (subject == Subject.DURESS) {
            return chat.underDuress();
        }
        return !(subject.snoozes() && access.snoozed(chat.id()).isPositive());
    }

    @Override
    public boolean mayHear(String camera, long chat) {
        return knows(chat);
    }

    @Override
    public boolean knows(long chat) {
        return access.chats().stream().anyMatch(c -> c.id() == chat);
    }

    @Override
    public void moved(long from, long to) {
        try {
            access.move(from, to);
        } catch (IOException e) {
            LOG.error("telegram: a group's new id is not kept", e);
        }
    }
}
