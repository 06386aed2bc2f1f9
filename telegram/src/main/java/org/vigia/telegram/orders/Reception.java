package org.vigia.telegram.orders;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Group;
import org.vigia.telegram.access.Person;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Press;
import org.vigia.telegram.bot.Update;
import org.vigia.telegram.text.Language;

/// Looks at each thing that comes: who it is from, what it means, whether they may. Whoever is not
/// on the list gets no answer of any kind.
final class Reception implements Poller.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Access access;
    private final OrderReader reader;
    private final Clerk clerk;
    private final Answers answers;
    private final Strangers strangers;
    private final Pace pace;
    private final String camera;
    private final ChatNews chats;

    /// @param chats is told what is seen of chats
    Reception(
            Access access,
            OrderReader reader,
            Clerk clerk,
            Answers answers,
            Pace pace,
            String camera,
            ChatNews chats) {
        this.access = access;
        this.reader = reader;
        this.clerk = clerk;
        this.answers = answers;
        this.strangers = new Strangers(pace);
        this.pace = pace;
        this.camera = camera;
        this.chats = chats;
    }

    @Override
    public boolean matters(Update update) {
        return switch (update) {
            case Update.Written written -> access.person(written.from().id()).isPresent();
            case Update.Pressed pressed -> access.person(pressed.from().id()).isPresent();
            // Done twice they do what they do once.
            case Update.GroupMoved _, Update.Membership _, Update.Other _ -> false;
        };
    }

    @Override
    public void take(Update update, Freshness age) {
        try {
            switch (update) {
                case Update.Written written -> written(written, age);
                case Update.Pressed pressed -> pressed(pressed, age);
                case Update.GroupMoved(_, long from, long to) -> chats.moved(from, to);
                case Update.Membership membership -> membership(membership);
                case Update.Other _ -> LOG.debug("telegram: nothing for us");
            }
        } catch (IOException e) {
            LOG.error("telegram: what somebody asked for is not saved, and not done", e);
        } catch (RuntimeException e) {
            LOG.error("telegram: an update met a bug", e);
        }
    }

    private void written(Update.Written written, Freshness age) throws IOException {
        if (written.from().bot()) {
            return;
        }
        Reading reading = reader.read(written.text());
        boolean group = written.chat().group();
        if (!group
                && reading instanceof Reading.Understood(Order.Start(String code))
                && !code.isEmpty()) {
            join(code, written, age);
            return;
        }
        Optional<Person> person = access.person(written.from().id());
        if (person.isEmpty()) {
            strangers.came();
            return;
        }
        Giver giver = Giver.writing(person.get(), written, age);
        Phrases in = Phrases.in(access.language(giver.chat()));
        if (reading instanceof Reading.NotForUs) {
            if (!group) {
                chats.heard(giver.chat());
                answers.refuse(giver, in.say(written.text().startsWith("/") ? "unknown" : "talk"));
            }
            return;
        }
        if (group && access.group(giver.chat()).isEmpty()) {
            admit(reading, giver, written);
            return;
        }
        chats.heard(giver.chat());
        switch (reading) {
            case Reading.Understood(Order order) -> order(order, giver, in, "stale");
            case Reading.Misused(Verb verb) -> answers.refuse(giver, OrderWording.usage(in, verb));
            case Reading.Unknown _ -> answers.refuse(giver, in.say("unknown"));
            case Reading.NotForUs _ -> throw new IllegalStateException("was seen to above");
        }
    }

    private void pressed(Update.Pressed pressed, Freshness age) {
        Optional<Person> person = access.person(pressed.from().id());
        Update.@Nullable Chat chat = pressed.chat();
        if (person.isEmpty() || pressed.from().bot()) {
            strangers.came();
            return;
        }
        // Telegram leaves the chat out where the message is too old; the person's own is known.
        Giver giver =
                Giver.pressing(
                        person.get(),
                        chat == null ? new Update.Chat(person.get().user(), false, "") : chat,
                        pressed,
                        age);
        Phrases in = Phrases.in(access.language(giver.chat()));
        if (giver.isInGroup() && access.group(giver.chat()).isEmpty()) {
            answers.refuse(giver, in.say("group.unknown"));
            return;
        }
        chats.heard(giver.chat());
        Optional<Order> order = Press.parse(pressed.data()).map(Reception::meant);
        if (order.isEmpty()) {
            answers.refuse(giver, in.say("gone.button"));
        } else {
            order(order.get(), giver, in, "stale.press");
        }
    }

    private void order(Order order, Giver giver, Phrases in, String stale) {
        if (!order.verb().isFor(giver.person().role())) {
            answers.refuse(giver, in.say("owner.only"));
        } else if (giver.age().isStale(pace.nanos())) {
            answers.refuse(giver, in.say(stale));
        } else {
            clerk.take(order, giver);
        }
    }

    private static Order meant(Press press) {
        return switch (press) {
            case Press.Disarm() -> new Order.Disarm();
            case Press.Siren(boolean on) -> new Order.Siren(on);
            case Press.Photo() -> new Order.Photo();
            case Press.FalseAlarm(var event) -> new Order.Judge(event, Remark.FALSE_ALARM);
            case Press.Keep(var event) -> new Order.Judge(event, Remark.KEEP);
        };
    }

    private void join(String code, Update.Written written, Freshness age) throws IOException {
        Update.Person from = written.from();
        Language language = Language.preferred(from.language());
        Optional<Person> person = access.join(code, from.id(), from.name(), language);
        if (person.isEmpty()) {
            strangers.came();
            return;
        }
        LOG.info("telegram: an invitation was taken up; vigia-camera telegram people lists all");
        Giver giver = Giver.writing(person.get(), written, age);
        chats.heard(giver.chat());
        String welcome = "welcome." + person.get().role().label();
        answers.say(giver, Phrases.in(access.language(giver.chat())).say(welcome, camera));
    }

    private void admit(Reading reading, Giver giver, Update.Written written) throws IOException {
        boolean start = reading instanceof Reading.Understood(Order.Start _);
        Language own = access.language(giver.person().user());
        if (!start) {
            answers.refuse(giver, Phrases.in(own).say("group.unknown"));
        } else if (giver.person().role() != Role.OWNER) {
            answers.refuse(giver, Phrases.in(own).say("owner.only"));
        } else if (giver.age().isStale(pace.nanos())) {
            answers.refuse(giver, Phrases.in(own).say("stale"));
        } else {
            access.admit(giver.chat(), written.chat().title(), own);
            chats.heard(giver.chat());
            answers.say(giver, Phrases.in(own).say("group.begun", camera));
        }
    }

    private void membership(Update.Membership membership) throws IOException {
        Optional<Group> group = access.group(membership.chat().id());
        if (group.isPresent() && !membership.member()) {
            access.remove(group.get().number());
            LOG.info("telegram: the bot was removed from a group, which is off the list");
        }
        if (membership.member() && access.person(membership.chat().id()).isPresent()) {
            chats.heard(membership.chat().id());
        }
    }
}
