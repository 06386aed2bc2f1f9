package org.vigia.telegram.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.Secret;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.bot.TelegramBot;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Fault;
import org.vigia.telegram.server.Phone;
import org.vigia.telegram.server.Received;
import org.vigia.telegram.server.Samples;
import org.vigia.telegram.server.Shown;

/// Orders over the real bot and a strict Bot API server: Ana is an owner, Bernat may look.
@Timeout(120)
class StrictOrdersTest {
    private static final long ANA = 7_000_000_001L;
    private static final long BERNAT = 7_000_000_002L;
    private static final long STRANGER = 7_000_000_009L;
    private static final long GROUP = -4_000_123L;

    @TempDir Path folder;
    private final Pace pace = Pace.system();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private PrintStream console;
    private BotApiServer server;
    private Phone phone;
    private FakeDesk desk;
    private Access access;
    private Bot bot;
    private TelegramOrders orders;

    @BeforeEach
    void begin() throws Exception {
        console = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        server = BotApiServer.started();
        // A message that was held up on its way arrives nearer to the next than it was sent.
        server.limits().figures(4, 20, 30);
        phone = server.phone();
        phone.user(ANA, "Ana", "en");
        phone.user(BERNAT, "Bernat", "ca");
        phone.user(STRANGER, "Nobody", "es");
        desk = new FakeDesk(folder);
        desk.jpeg = Samples.jpeg(320, 240, 1);
        desk.mp4 = Samples.film(20_000, 1);
        access = Access.open(folder.resolve("people"), Clock.systemUTC(), pace);
        // One for the whole test: what it knows of the limits outlives no restart.
        bot =
                new TelegramBot(
                        new BotSettings(
                                new Secret(BotApiServer.TOKEN),
                                URI.create("http://127.0.0.1:" + server.port())),
                        pace);
        start();
        join(ANA, Role.OWNER);
        join(BERNAT, Role.LOOK);
    }

    private void start() {
        orders =
                new TelegramOrders(
                        bot,
                        access,
                        desk,
                        folder.resolve("handled"),
                        Clock.systemUTC(),
                        ZoneOffset.UTC,
                        pace,
                        new ChatNews() {
                            @Override
                            public void heard(long chat) {}

                            @Override
                            public void moved(long from, long to) {
                                try {
                                    access.move(from, to);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            }
                        });
        orders.start(() -> {});
    }

    @AfterEach
    void end() {
        orders.close();
        bot.close();
        server.close();
        System.setErr(console);
        console.print(logged.toString(StandardCharsets.UTF_8));
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .as("the log names nobody")
                .doesNotContain(
                        BotApiServer.TOKEN,
                        Long.toString(ANA),
                        Long.toString(BERNAT),
                        Long.toString(STRANGER),
                        Long.toString(GROUP),
                        "Bernat");
        assertThat(server.limits().violations()).isEmpty();
        Set<String> expected =
                Set.of(
                        "getMe",
                        "getUpdates",
                        "setMyCommands",
                        "sendMessage",
                        "sendPhoto",
                        "sendVideo",
                        "answerCallbackQuery");
        assertThat(server.requests()).extracting(Received::method).isSubsetOf(expected);
        assertThat(server.requests())
                .as("everything was as published")
                .filteredOn(r -> r.status() == 400 && r.fault().isEmpty())
                .allMatch(r -> r.description().contains("query is too old"));
    }

    private void join(long user, Role role) throws Exception {
        phone.starts(user, access.invite(role));
        await(() -> phone.fromBot(user).size() == 1, "the welcome");
    }

    private void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = pace.nanos() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(pace.nanos() - deadline).as(what).isNegative();
            pace.sleep(Duration.ofMillis(10));
        }
    }

    private List<Shown> answers(long chat, int to) {
        return phone.fromBot(chat).stream().filter(s -> s.replyTo() == to).toList();
    }

    private Shown answer(long chat, int to) throws InterruptedException {
        await(() -> !answers(chat, to).isEmpty(), "an answer");
        return answers(chat, to).getFirst();
    }

    private String ask(long user, String text) throws InterruptedException {
        return answer(user, phone.says(user, user, text)).text();
    }

    @Test
    void everyOrderOfTheTableIsObeyedAndAnswered() throws Exception {
        assertThat(phone.fromBot(BERNAT).getFirst().text()).startsWith("Hola. Pots mirar");
        assertThat(ask(ANA, "/arm")).isEqualTo("yard: armed");
        assertThat(ask(ANA, "/status")).startsWith("yard: armed\nPicture: yes");
        assertThat(ask(ANA, "/disarm")).isEqualTo("yard: disarmed");
        assertThat(ask(ANA, "/siren on")).isEqualTo("yard: the siren sounds");
        assertThat(ask(ANA, "/siren off")).isEqualTo("yard: the siren is silent");
        assertThat(ask(ANA, "/pan left")).contains("60° to the left");
        assertThat(ask(ANA, "/snooze 30m")).startsWith("No motion alerts here for 30 min");
        assertThat(ask(ANA, "/log")).contains("Ana: /siren");
        assertThat(ask(ANA, "/language es")).isEqualTo("Ahora hablo español aquí.");
        assertThat(ask(ANA, "/help")).startsWith("Puedes:\n/status – cómo está todo");
        Shown photo = answer(ANA, phone.says(ANA, ANA, "/photo"));
        assertThat(photo.kind()).isEqualTo("photo");
        assertThat(phone.file(photo.file().getFirst().sha256())).isEqualTo(desk.jpeg);
        int clip = phone.says(ANA, ANA, "/clip 5");
        await(() -> answers(ANA, clip).size() == 2, "the film");
        assertThat(answers(ANA, clip)).extracting(Shown::kind).containsExactly("text", "video");
        assertThat(ask(BERNAT, "/arm")).isEqualTo("Només una persona propietària pot fer això.");
        await(() -> server.requests("setMyCommands").size() == 4, "the menus");
        assertThat(server.requests("setMyCommands"))
                .extracting(r -> r.value("language_code"))
                .containsExactlyInAnyOrder("", "es", "en", "ca");
    }

    @Test
    void whatWasAskedWhileNobodyListenedIsRefusedWhenItIsOld() throws Exception {
        orders.close();
        int old = phone.says(ANA, ANA, "/disarm");
        server.clock().advance(Duration.ofSeconds(125));
        int young = phone.says(ANA, ANA, "/arm");
        String press = phone.sendsData(ANA, ANA, phone.fromBot(ANA).getFirst().id(), "disarm");
        start();
        assertThat(answer(ANA, old).text()).startsWith("Refused: that was asked for more than");
        assertThat(answer(ANA, young).text()).isEqualTo("yard: armed");
        await(() -> phone.told(press).isPresent(), "the press is answered");
        assertThat(phone.told(press).orElseThrow().text()).startsWith("Refused: I cannot tell");
        assertThat(desk.done).containsExactly("arm");
    }

    @Test
    void doubledAndShuffledUpdatesAreObeyedOnceAndInOrder() throws Exception {
        orders.close();
        server.faults().times(3, "getUpdates", new Fault.DuplicateUpdates());
        server.faults().times(1, "getUpdates", new Fault.ReversedUpdates());
        phone.says(ANA, ANA, "/arm");
        phone.says(ANA, ANA, "/siren on");
        start();
        await(() -> desk.done.size() == 2, "both");
        orders.close();
        phone.says(ANA, ANA, "/siren off");
        phone.says(ANA, ANA, "/disarm");
        start();
        await(() -> desk.done.size() == 4, "all");
        int last = phone.says(ANA, ANA, "/status");
        answer(ANA, last);
        assertThat(desk.done).containsExactly("arm", "siren true", "siren false", "disarm");
    }

    @Test
    void faultsOfTheServerDelayAndLoseNothing() throws Exception {
        server.faults().next("getUpdates", new Fault.ServerError(502, false));
        server.faults().next("getUpdates", new Fault.TooManyRequests(2));
        server.faults().next("getUpdates", new Fault.HtmlPage(500, false));
        server.faults().next("sendMessage", new Fault.TooManyRequests(2));
        server.faults().next("sendMessage", new Fault.Reset(false));
        phone.says(ANA, ANA, "/status");
        assertThat(ask(ANA, "/arm")).isEqualTo("yard: armed");
        assertThat(desk.done).containsExactly("arm");
    }

    @Test
    void anotherPollerIsSaidOnceAndOrdersComeAgainWhenItHasGone() throws Exception {
        try (Bot other =
                new TelegramBot(
                        new BotSettings(
                                new Secret(BotApiServer.TOKEN),
                                URI.create("http://127.0.0.1:" + server.port())),
                        pace)) {
            await(() -> server.pollers() == 1, "our own poll");
            other.updates(0, Duration.ZERO);
            await(
                    () -> logged.toString(StandardCharsets.UTF_8).contains("another program"),
                    "the line in the log");
        }
        assertThat(ask(ANA, "/arm")).isEqualTo("yard: armed");
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("another program asks for this bot's orders");
    }

    @Test
    void strangersGetSilenceAndTheLogALine() throws Exception {
        int before = server.requests().size();
        phone.starts(STRANGER);
        phone.says(STRANGER, STRANGER, "/arm");
        phone.says(STRANGER, STRANGER, "/start AAAAAAAAAAAAAAAAAAAAAA");
        phone.forwards(STRANGER, STRANGER, "/disarm");
        phone.sendsData(ANA, STRANGER, phone.fromBot(ANA).getFirst().id(), "disarm");
        assertThat(ask(ANA, "/status")).startsWith("yard: disarmed");
        assertThat(phone.fromBot(STRANGER)).isEmpty();
        assertThat(server.requests().stream().skip(before))
                .extracting(Received::method)
                .doesNotContain("answerCallbackQuery");
        assertThat(desk.done).isEmpty();
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("from people who are not on the list");
    }

    @Test
    void inAGroupOnlyThoseOnTheListAndOnlyWhatIsForThisBot() throws Exception {
        phone.group(GROUP, "Casa", List.of(ANA, BERNAT, STRANGER));
        assertThat(answer(GROUP, phone.says(GROUP, ANA, "/start@VigiaTestBot")).text())
                .startsWith("This group gets the alerts");
        int other = phone.says(GROUP, ANA, "/disarm@SomeOtherBot");
        int stranger = phone.says(GROUP, STRANGER, "/disarm");
        int look = phone.says(GROUP, BERNAT, "/disarm");
        int own = phone.says(GROUP, ANA, "/arm@VigiaTestBot");
        assertThat(answer(GROUP, own).text()).isEqualTo("yard: armed");
        assertThat(answer(GROUP, look).text()).startsWith("Only an owner");
        assertThat(answers(GROUP, other)).isEmpty();
        assertThat(answers(GROUP, stranger)).isEmpty();
        phone.migrates(GROUP, -1_002_000_000_123L);
        await(() -> access.group(-1_002_000_000_123L).isPresent(), "the new id");
        phone.removesBot(-1_002_000_000_123L, ANA);
        await(() -> access.groups().isEmpty(), "off the list");
        assertThat(desk.done).containsExactly("arm");
    }

    @Test
    void aButtonOfAnOwnerWorksAndALookersDoesNot() throws Exception {
        int message = phone.fromBot(ANA).getFirst().id();
        ask(ANA, "/status");
        String on = phone.sendsData(ANA, ANA, message, "siren-on");
        await(() -> phone.told(on).isPresent(), "the answer");
        assertThat(phone.told(on)).contains(new Phone.Told("yard: the siren sounds", false));
        String look =
                phone.sendsData(BERNAT, BERNAT, phone.fromBot(BERNAT).getFirst().id(), "disarm");
        await(() -> phone.told(look).isPresent(), "the refusal");
        assertThat(phone.told(look).orElseThrow().alert()).isTrue();
        assertThat(desk.done).containsExactly("siren true");
    }

    @Test
    void aPersonWhoBlocksTheBotHoldsUpNobody() throws Exception {
        phone.says(BERNAT, BERNAT, "/status");
        phone.blocks(BERNAT);
        assertThat(ask(ANA, "/arm")).isEqualTo("yard: armed");
        phone.unblocks(BERNAT);
        assertThat(ask(BERNAT, "/status")).startsWith("yard: armada");
    }

    @Test
    void anInvitationServesOnceAndFiveWrongOnesEndIt() throws Exception {
        String code = access.invite(Role.LOOK);
        for (int i = 0; i < 5; i++) {
            phone.starts(STRANGER, "wrong" + i);
        }
        phone.starts(STRANGER, code);
        ask(ANA, "/status");
        assertThat(phone.fromBot(STRANGER)).isEmpty();
        assertThat(access.people()).hasSize(2);
        join(STRANGER, Role.LOOK);
        assertThat(phone.fromBot(STRANGER).getFirst().text()).startsWith("Hola. Puedes");
    }
}
