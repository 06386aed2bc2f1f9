package org.vigia.camera.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.alarm.Trouble;
import org.vigia.shared.config.Secret;
import org.vigia.shared.event.Moment;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.config.TelegramSettings;
import org.vigia.telegram.outbox.OutboxSettings;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Shown;
import org.vigia.telegram.text.Language;

/// What the camera's parts say, as it arrives on the phone.
@Timeout(60)
class MessengerTest {
    private static final long ANA = 7_000_001;

    @TempDir Path folder;
    private BotApiServer telegram;
    private Messenger messenger;

    @BeforeEach
    void start() throws Exception {
        telegram = BotApiServer.started();
        telegram.phone().user(ANA, "Ana", "en");
        telegram.phone().starts(ANA, "");
        messenger = open();
        String code = messenger.access().invite(Role.OWNER);
        assertThat(messenger.access().join(code, ANA, "Ana", Language.EN)).isPresent();
    }

    @AfterEach
    void stop() {
        messenger.close();
        telegram.close();
    }

    private Messenger open() throws IOException {
        Clock clock = Clock.systemUTC();
        return Messenger.open(
                new TelegramSettings(
                        new BotSettings(
                                new Secret(BotApiServer.TOKEN),
                                URI.create("http://127.0.0.1:" + telegram.port())),
                        new OutboxSettings(
                                Duration.ofMinutes(5), 1 << 28, ZoneOffset.UTC, "", true, 100),
                        false),
                "yard",
                folder,
                () -> new Moment(clock.millis(), true, "boot", 1),
                clock,
                Pace.system());
    }

    private void await(Predicate<List<Shown>> wish) throws InterruptedException {
        Pace pace = Pace.system();
        long deadline = pace.nanos() + Duration.ofSeconds(20).toNanos();
        while (!wish.test(shown())) {
            assertThat(pace.nanos() - deadline).as("it shows %s", shown()).isNegative();
            pace.sleep(Duration.ofMillis(10));
        }
    }

    private List<Shown> shown() {
        return telegram.phone().fromBot(ANA);
    }

    @Test
    void aLostLinkIsToldAndThatItIsOver() throws Exception {
        messenger.alerts().alert(AlertKind.LINK_LOST, null);
        messenger.alerts().troubles(Set.of(Trouble.LINK_LOST));
        await(shown -> shown.size() == 1);
        assertThat(shown().getFirst().text()).startsWith("yard cannot reach Pi #B");
        messenger.alerts().troubles(Set.of());
        messenger.alerts().over(Trouble.LINK_LOST);
        await(shown -> shown.size() == 2 && !shown.getFirst().earlier().isEmpty());
        assertThat(shown().getLast().replyTo()).isEqualTo(shown().getFirst().id());
    }

    @Test
    void whatAnEarlierProcessHasToldAsWrongIsToldAsOver() throws Exception {
        messenger.alerts().alert(AlertKind.LINK_LOST, null);
        messenger.alerts().room(true);
        await(shown -> shown.size() == 2);
        assertThat(shown().getLast().text()).startsWith("yard has little room left");
        messenger.close();
        messenger = open();
        messenger.alerts().over(Trouble.LINK_LOST);
        messenger.alerts().room(false);
        messenger.alerts().room(false);
        await(shown -> shown.size() == 4 && shown.stream().limit(2).allMatch(s -> !s.earlier().isEmpty()));
        assertThat(shown().stream().skip(2).map(Shown::replyTo))
                .containsExactlyInAnyOrder(shown().get(0).id(), shown().get(1).id());
    }
}
