package org.vigia.telegram.orders;

import java.util.Locale;
import java.util.Optional;
import org.vigia.telegram.access.Role;

/// The first word of an order, in the order of the menu.
public enum Verb {
    STATUS(Role.LOOK),
    ARM(Role.OWNER),
    DISARM(Role.OWNER),
    PHOTO(Role.LOOK),
    CLIP(Role.LOOK),
    SIREN(Role.OWNER),
    PAN(Role.OWNER),
    SNOOZE(Role.LOOK),
    LOG(Role.LOOK),
    LANGUAGE(Role.LOOK),
    START(Role.LOOK),
    STOP(Role.OWNER),
    HELP(Role.LOOK);

    private final Role least;

    Verb(Role least) {
        this.least = least;
    }

    /// As it is written, without the slash.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verb> of(String word) {
        for (Verb verb : values()) {
            if (verb.word().equalsIgnoreCase(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    boolean isFor(Role role) {
        return switch (least) {
            case LOOK -> true;
            case OWNER -> role == Role.OWNER;
        };
    }
}
