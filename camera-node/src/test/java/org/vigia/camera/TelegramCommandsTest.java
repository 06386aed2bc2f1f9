package org.vigia.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.bot.Updates;
import org.vigia.telegram.text.Language;

class TelegramCommandsTest {
    @TempDir Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Access node;
    private TelegramCommands commands;

    /// A bot that knows its name, or why not.
    private record Named(Outcome<Identity> identity) implements Bot {
        @Override
        public Outcome<Identity> whoAmI() {
            return identity;
        }

        @Override
        public Outcome<Long> send(Message message) {
            throw new IllegalStateException("nothing is to be sent");
        }

        @Override
        public Outcome<Updates> updates(long offset, Duration wait) {
            throw new IllegalStateException("the node asks, nobody else");
        }

        @Override
        public Outcome<Boolean> answerPress(String press, String text, boolean loud) {
            throw new IllegalStateException("nothing is pressed");
        }

        @Override
        public Outcome<Boolean> commands(String language, List<Command> menu) {
            throw new IllegalStateException("the node sets menus");
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() throws IOException {
        FakePace pace = new FakePace();
        Path file = folder.resolve("people");
        node = Access.open(file, Clock.systemUTC(), pace);
        commands =
                new TelegramCommands(
                        Access.open(file, Clock.systemUTC(), pace), new PrintStream(printed, true));
    }

    private String output() {
        String text = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        return text;
    }

    private int run(String... words) throws IOException {
        assertThat(TelegramCommands.knows(List.of(words))).isTrue();
        return commands.run(List.of(words));
    }

    @Test
    void whoeverIsInvitedOnTheConsoleIsLetInByTheRunningNode() throws Exception {
        Bot bot = new Named(new Outcome.Done<>(new Bot.Identity(1, "vigia_bot")));
        assertThat(commands.pair(List.of("telegram", "pair", "--role", "look"), bot)).isZero();
        String text = output();
        Matcher link = Pattern.compile("https://t\\.me/vigia_bot\\?start=(\\S+)").matcher(text);
        assertThat(link.find()).isTrue();
        assertThat(text).contains("█", "good for 10 minutes and one person (look)");
        assertThat(node.join(link.group(1), 5, "Ana", Language.ES).orElseThrow().role())
                .isEqualTo(Role.LOOK);
        commands.pair(List.of("telegram", "pair"), bot);
        assertThat(output()).contains("one person (owner)");
    }

    @Test
    void withoutTelegramNoInvitationIsOpened() {
        assertThatThrownBy(() ->
                        commands.pair(
                                List.of("telegram", "pair"), new Named(new Outcome.WrongToken<>())))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Telegram does not say who the bot is: the token is wrong or was revoked");
        assertThat(folder.resolve("people")).doesNotExist();
    }

    @Test
    void peopleAndGroupsAreListedAndRemovedByNumber() throws Exception {
        assertThat(run("telegram", "people")).isZero();
        assertThat(output()).startsWith("nobody;");
        node.join(node.invite(Role.OWNER), 5, "Ana", Language.ES);
        node.admit(-7, "Casa", Language.ES);
        assertThat(run("telegram", "duress", "1", "on")).isZero();
        assertThat(output()).isEqualTo("person 1 is told under duress: yes\n");
        run("telegram", "people");
        assertThat(output())
                .isEqualTo("  1  Ana  (owner, told under duress)\n  2  Casa  (group)\n");
        assertThat(run("telegram", "duress", "2", "on")).isEqualTo(1);
        assertThat(output()).isEqualTo("there is no person of number 2 on the list\n");
        assertThat(run("telegram", "remove", "1")).isZero();
        assertThat(node.person(5)).isEmpty();
        assertThat(output()).isEqualTo("number 1 is off the list\n");
        assertThat(run("telegram", "remove", "1")).isEqualTo(1);
        assertThat(output()).isEqualTo("there is no number 1 on the list\n");
    }

    @Test
    void rootIsToldToAskAsTheNodesUser() throws Exception {
        String user = Files.getOwner(folder).getName();
        Commands.checkUser(folder, user, "telegram");
        Commands.checkUser(folder.resolve("none"), "root", "telegram");
        if (user.equals("root")) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody"));
        }
        String owner = Files.getOwner(folder).getName();
        assertThatThrownBy(() -> Commands.checkUser(folder, "root", "telegram"))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s belongs to %s: sudo -u %s vigia-camera telegram …"
                                .formatted(folder, owner, owner));
    }

    @Test
    void whatIsNoCommandIsNotKnown() {
        for (List<String> words :
                List.of(
                        List.of("telegram"),
                        List.of("telegram", "pair", "--role", "boss"),
                        List.of("telegram", "remove"),
                        List.of("telegram", "remove", "0"),
                        List.of("telegram", "remove", "Ana"),
                        List.of("telegram", "duress", "1"),
                        List.of("telegram", "duress", "1", "maybe"))) {
            assertThat(TelegramCommands.knows(words)).as(words.toString()).isFalse();
        }
    }
}
