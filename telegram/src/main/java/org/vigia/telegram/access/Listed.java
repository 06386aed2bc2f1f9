package org.vigia.telegram.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vigia.telegram.text.Language;

/// Who may at one moment; does not change any more.
///
/// @param people by number
/// @param groups by number
/// @param named the numbers of those who are told under duress
/// @param languages of chats
/// @param snoozedUntil of chats, monotonic
record Listed(
        List<Person> people,
        List<Group> groups,
        Set<Integer> named,
        Map<Long, Language> languages,
        Map<Long, Long> snoozedUntil) {
    Optional<Person> person(long user) {
        return people.stream().filter(p -> p.user() == user).findFirst();
    }

    Optional<Group> group(long chat) {
        return groups.stream().filter(g -> g.chat() == chat).findFirst();
    }

    boolean isNamed(Person person) {
        return named.contains(person.number());
    }

    Language language(long chat) {
        return languages.getOrDefault(chat, Language.EN);
    }

    List<Chat> chats() {
        List<Chat> chats = new ArrayList<>();
        for (Person p : people) {
            chats.add(new Chat(p.user(), false, language(p.user()), isNamed(p)));
        }
        for (Group g : groups) {
            chats.add(new Chat(g.chat(), true, language(g.chat()), false));
        }
        return List.copyOf(chats);
    }

    Duration snoozed(long chat, long nowNanos) {
        Long until = snoozedUntil.get(chat);
        Duration left = until == null ? Duration.ZERO : Duration.ofNanos(until - nowNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
