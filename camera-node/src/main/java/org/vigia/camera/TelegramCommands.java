package org.vigia.camera;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Group;
import org.vigia.telegram.access.Person;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.pairing.PairingLink;

/// What the owner does on the console about who may give orders, beside a running node, which
/// notices at once.
final class TelegramCommands {
    /// What the commands are, for the usage text.
    static final String HELP =
            """
              telegram pair [--role look]   invite somebody to give orders and get alerts; without
                                            the role they may give every order
              telegram people               list people and groups
              telegram remove N             take number N off the list
              telegram duress N on|off      say whether person N is told under duress\
            """;

    private static final String NUMBER = "[1-9][0-9]{0,8}";

    private final Access access;
    private final PrintStream out;

    TelegramCommands(Access access, PrintStream out) {
        this.access = access;
        this.out = out;
    }

    static boolean knows(List<String> words) {
        return isPair(words) || isPeople(words) || isRemove(words) || isDuress(words);
    }

    /// Whether Telegram itself is needed for it.
    static boolean isPair(List<String> words) {
        return words.equals(List.of("telegram", "pair"))
                || words.equals(List.of("telegram", "pair", "--role", "owner"))
                || words.equals(List.of("telegram", "pair", "--role", "look"));
    }

    private static boolean isPeople(List<String> words) {
        return words.equals(List.of("telegram", "people"));
    }

    private static boolean isRemove(List<String> words) {
        return words.size() == 3
                && words.subList(0, 2).equals(List.of("telegram", "remove"))
                && words.get(2).matches(NUMBER);
    }

    private static boolean isDuress(List<String> words) {
        return words.size() == 4
                && words.subList(0, 2).equals(List.of("telegram", "duress"))
                && words.get(2).matches(NUMBER)
                && List.of("on", "off").contains(words.get(3));
    }

    /// Draws an invitation and shows it.
    ///
    /// @return the exit status
    int pair(List<String> words, Bot bot) throws IOException, InterruptedException {
        Outcome<Bot.Identity> outcome = bot.whoAmI();
        if (!(outcome instanceof Outcome.Done<Bot.Identity>(Bot.Identity identity))) {
            throw new IOException("Telegram does not say who the bot is: " + reason(outcome));
        }
        Role role = words.getLast().equals("look") ? Role.LOOK : Role.OWNER;
        PairingLink link = new PairingLink(identity.name(), access.invite(role));
        out.print(link.forTerminal());
        out.println(link.url());
        out.println(
                "good for %d minutes and one person (%s): open it on the phone and touch Start"
                        .formatted(Access.INVITATION_LASTS.toMinutes(), role.label()));
        out.println("the node must be running, with telegram.orders on");
        return 0;
    }

    /// Does one of the others.
    ///
    /// @return the exit status
    int run(List<String> words) throws IOException {
        if (isPeople(words)) {
            return people();
        }
        int number = Integer.parseInt(words.get(2));
        boolean done =
                isRemove(words)
                        ? access.remove(number)
                        : access.name(number, words.get(3).equals("on"));
        if (!done) {
            out.println(
                    isRemove(words)
                            ? "there is no number %d on the list".formatted(number)
                            : "there is no person of number %d on the list".formatted(number));
            return 1;
        }
        out.println(
                isRemove(words)
                        ? "number %d is off the list".formatted(number)
                        : "person %d is told under duress: %s"
                                .formatted(number, words.get(3).equals("on") ? "yes" : "no"));
        return 0;
    }

    private int people() {
        List<Person> people = access.people();
        List<Group> groups = access.groups();
        if (people.isEmpty() && groups.isEmpty()) {
            out.println("nobody; vigia-camera telegram pair invites somebody");
        }
        for (Person p : people) {
            String duress = access.isNamed(p) ? ", told under duress" : "";
            out.println(
                    "%3d  %s  (%s%s)".formatted(p.number(), p.name(), p.role().label(), duress));
        }
        for (Group g : groups) {
            out.println("%3d  %s  (group)".formatted(g.number(), g.title()));
        }
        return 0;
    }

    private static String reason(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.WrongToken<?> _ -> "the token is wrong or was revoked";
            case Outcome.Unreachable<?>(String why) -> why;
            case Outcome.Limited<?>(var after) -> "it wants to be left alone for " + after;
            case Outcome.Refused<?>(int code, String why) -> code + " " + why;
            case Outcome.Done<?> _,
                    Outcome.Conflict<?> _,
                    Outcome.Gone<?> _,
                    Outcome.Moved<?> _,
                    Outcome.Unchanged<?> _,
                    Outcome.NothingToReplyTo<?> _ ->
                    "an answer to another question";
        };
    }
}
