package org.vigia.telegram.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Group;
import org.vigia.telegram.access.Person;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Message;

/// Has orders carried out, and says what came of it: how things stand afterwards. Quick ones wait
/// for quick ones only.
final class Clerk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
    private static final int WAITING = 32;
    private static final int WAITING_FILMS = 4;

    private final Desk desk;
    private final Access access;
    private final Answers answers;
    private final OrderWording wording;
    private final Pace pace;
    private final OrderQueue quick = new OrderQueue("telegram-orders", WAITING);
    private final OrderQueue photos = new OrderQueue("telegram-photos", WAITING);
    private final OrderQueue films = new OrderQueue("telegram-films", WAITING_FILMS);

    Clerk(Desk desk, Access access, Answers answers, OrderWording wording, Pace pace) {
        this.desk = desk;
        this.access = access;
        this.answers = answers;
        this.wording = wording;
        this.pace = pace;
    }

    /// Takes an order from somebody who may give it, and returns at once.
    void take(Order order, Giver giver) {
        OrderQueue queue =
                switch (order) {
                    case Order.Photo _ -> photos;
                    case Order.Clip _ -> films;
                    case Order.Status _,
                            Order.Arm _,
                            Order.Disarm _,
                            Order.Siren _,
                            Order.Pan _,
                            Order.Snooze _,
                            Order.Log _,
                            Order.Speak _,
                            Order.Start _,
                            Order.Stop _,
                            Order.Help _,
                            Order.Judge _ ->
                            quick;
                };
        if (!queue.offer(() -> obey(order, giver))) {
            answers.refuse(giver, phrases(giver).say("busy"));
        }
    }

    @Override
    public void close() {
        quick.close();
        photos.close();
        films.close();
    }

    private void obey(Order order, Giver giver) throws InterruptedException {
        Phrases in = phrases(giver);
        // It may have waited, and its giver may have been taken off the list meanwhile.
        Optional<Person> still = access.person(giver.person().user());
        if (still.isEmpty() || !order.verb().isFor(still.get().role())) {
            return;
        }
        if (giver.age().isStale(pace.nanos())) {
            answers.refuse(giver, in.say("stale"));
            return;
        }
        remember(order, giver.person().name());
        try {
            carryOut(order, giver, in);
        } catch (NotDoneException e) {
            String why = e.why().name().toLowerCase(Locale.ROOT);
            answers.refuse(giver, in.say("why." + why));
        } catch (IOException e) {
            LOG.error("telegram: /{} could not be saved", order.verb().word(), e);
            answers.refuse(giver, in.say("why.here"));
        }
    }

    private void remember(Order order, String name) {
        if (order instanceof Order.Judge(_, Remark remark)) {
            desk.remarked(name, remark);
        } else {
            desk.ordered(name, order.verb());
        }
    }

    private void carryOut(Order order, Giver giver, Phrases in)
            throws NotDoneException, IOException, InterruptedException {
        switch (order) {
            case Order.Status _ ->
                    answers.say(
                            giver,
                            wording.status(in, desk.situation(), access.snoozed(giver.chat())));
            case Order.Arm _ -> {
                desk.arm();
                answers.say(giver, wording.alarm(in, desk.situation()));
            }
            case Order.Disarm _ -> {
                desk.disarm();
                answers.say(giver, wording.alarm(in, desk.situation()));
            }
            case Order.Siren(boolean on) -> {
                desk.siren(on);
                answers.say(giver, wording.siren(in, desk.situation()));
            }
            case Order.Pan(Direction direction) -> {
                desk.pan(direction);
                answers.say(giver, wording.pan(in, desk.situation()));
            }
            case Order.Photo _ -> {
                answers.takeNote(giver);
                byte[] jpeg = desk.photo();
                answers.show(giver, jpeg, wording.caption(in, desk.situation()));
            }
            case Order.Clip(Duration length) -> film(length, giver, in);
            case Order.Snooze(Duration length) -> {
                access.snooze(giver.chat(), length);
                answers.say(giver, wording.snooze(in, access.snoozed(giver.chat())));
            }
            case Order.Log _ -> answers.say(giver, wording.log(in, desk.log()));
            case Order.Speak(var language) -> {
                access.speak(giver.chat(), language);
                answers.say(giver, phrases(giver).say("language"));
            }
            case Order.Help _ -> help(giver, in);
            case Order.Start _ -> help(giver, in);
            case Order.Stop _ -> stop(giver, in);
            case Order.Judge(var event, var remark) -> {
                desk.remark(event, remark);
                answers.say(giver, in.say("remark." + remark.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    private void help(Giver giver, Phrases in) {
        Role role = giver.person().role();
        answers.say(giver, wording.help(in, role, giver.isInGroup()));
    }

    private void stop(Giver giver, Phrases in) throws IOException {
        Optional<Group> group = access.group(giver.chat());
        if (group.isEmpty()) {
            answers.refuse(giver, in.say("group.only"));
            return;
        }
        access.remove(group.get().number());
        answers.say(giver, in.say("group.ended", desk.situation().camera()));
    }

    private void film(Duration length, Giver giver, Phrases in)
            throws NotDoneException, IOException, InterruptedException {
        Situation before = desk.situation();
        answers.say(giver, in.say("clip.begun", before.camera(), length.toSeconds()));
        Path file = desk.film(length);
        try {
            long bytes = Files.size(file);
            if (bytes > Message.MAX_FILM_BYTES) {
                answers.say(giver, in.say("film.large", before.camera(), bytes / 1_000_000));
            } else {
                answers.show(giver, file, wording.caption(in, before));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Phrases phrases(Giver giver) {
        return Phrases.in(access.language(giver.chat()));
    }
}
