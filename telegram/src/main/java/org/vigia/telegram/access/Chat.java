package org.vigia.telegram.access;

import org.vigia.telegram.text.Language;

/// A chat that alerts go to.
///
/// @param id at Telegram
/// @param group whether it is a group's, for which other limits hold
/// @param language what it is spoken to in
/// @param underDuress whether it is told even when somebody was made to disarm
public record Chat(long id, boolean group, Language language, boolean underDuress) {
    /// Without its id, which belongs in no log.
    @Override
    public String toString() {
        return "Chat[%s, %s]".formatted(group ? "group" : "private", language.code());
    }
}
