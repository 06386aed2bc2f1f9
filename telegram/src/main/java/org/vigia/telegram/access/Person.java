package org.vigia.telegram.access;

/// Somebody on the list.
///
/// @param number what the owner calls them by when removing; never used again for somebody else
/// @param user their id at Telegram, which is also the id of their private chat
/// @param name as they call themselves there
public record Person(int number, long user, String name, Role role) {
    /// Without id and name, which belong in no log.
    @Override
    public String toString() {
        return "Person[%d, %s]".formatted(number, role.label());
    }
}
