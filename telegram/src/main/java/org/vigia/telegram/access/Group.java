package org.vigia.telegram.access;

/// A group that an owner has let in.
///
/// @param number as [Person#number]; the two share one count
/// @param chat its id at Telegram
/// @param title as its members call it
public record Group(int number, long chat, String title) {
    /// Without id and title, which belong in no log.
    @Override
    public String toString() {
        return "Group[%d]".formatted(number);
    }
}
