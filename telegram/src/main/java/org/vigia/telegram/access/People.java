package org.vigia.telegram.access;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.text.Language;

/// What the lines of the journal add up to. Not safe for several threads.
final class People {
    private final Clock clock;
    private final Pace pace;
    private final Invitations invitations;
    private final Map<Integer, Person> people = new TreeMap<>();
    private final Map<Integer, Group> groups = new TreeMap<>();
    private final Set<Integer> named = new HashSet<>();
    private final Map<Long, Language> languages = new HashMap<>();
    private final Map<Long, Long> snoozedUntilNanos = new HashMap<>();
    private int numbers;

    People(Clock clock, Pace pace) {
        this.clock = clock;
        this.pace = pace;
        this.invitations = new Invitations(pace);
    }

    void apply(AccessLine line) {
        switch (line) {
            case AccessLine.Invited i ->
                    invitations.invited(
                            i.code(), i.role(), Duration.ofMillis(clock.millis() - i.at()));
            case AccessLine.Uninvited _ -> invitations.end();
            case AccessLine.Joined j -> join(j);
            case AccessLine.Admitted a -> {
                if (group(a.chat()).isEmpty()) {
                    groups.put(++numbers, new Group(numbers, a.chat(), a.title()));
                }
            }
            case AccessLine.Moved m -> move(m.from(), m.to());
            case AccessLine.Removed(_, int number) -> {
                people.remove(number);
                groups.remove(number);
                named.remove(number);
            }
            case AccessLine.Named(_, int number, boolean underDuress) -> {
                if (underDuress && people.containsKey(number)) {
                    named.add(number);
                } else {
                    named.remove(number);
                }
            }
            case AccessLine.Speaks s -> languages.put(s.chat(), s.language());
            case AccessLine.Snoozed s -> snooze(s);
        }
    }

    private void join(AccessLine.Joined joined) {
        invitations.used(joined.code());
        Optional<Person> before = person(joined.user());
        int number = before.isPresent() ? before.get().number() : ++numbers;
        people.put(number, new Person(number, joined.user(), joined.name(), joined.role()));
    }

    private void move(long from, long to) {
        Optional<Group> known = group(to);
        group(from)
                .ifPresent(g -> {
                    groups.remove(g.number());
                    if (known.isEmpty()) {
                        groups.put(g.number(), new Group(g.number(), to, g.title()));
                    }
                });
        Language language = languages.remove(from);
        if (language != null) {
            languages.putIfAbsent(to, language);
        }
        Long until = snoozedUntilNanos.remove(from);
        if (until != null) {
            snoozedUntilNanos.put(to, until);
        }
    }

    private void snooze(AccessLine.Snoozed line) {
        long whole = line.until() - line.at();
        long left = line.until() - clock.millis();
        // More left than was asked for: the wall clock was set back; rather hear too much.
        if (left > 0 && left <= whole) {
            snoozedUntilNanos.put(line.chat(), pace.nanos() + Duration.ofMillis(left).toNanos());
        } else {
            snoozedUntilNanos.remove(line.chat());
        }
    }

    Invitations invitations() {
        return invitations;
    }

    Optional<Person> person(long user) {
        return people.values().stream().filter(p -> p.user() == user).findFirst();
    }

    Optional<Group> group(long chat) {
        return groups.values().stream().filter(g -> g.chat() == chat).findFirst();
    }

    boolean isListed(int number) {
        return people.containsKey(number) || groups.containsKey(number);
    }

    List<Person> people() {
        return List.copyOf(people.values());
    }

    /// Who may now.
    Listed listed() {
        return new Listed(
                people(),
                List.copyOf(groups.values()),
                Set.copyOf(named),
                Map.copyOf(languages),
                Map.copyOf(snoozedUntilNanos));
    }
}
