package org.vigia.camera.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.config.Secret;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.config.TelegramSettings;
import org.vigia.telegram.outbox.OutboxSettings;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Samples;
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
    void pictureAndFilmOfAnEventThatTheProcessDiedInFollowTheTextOnce() throws Exception {
        Path root = folder.resolve("spool");
        RsaIdentity key = TestKeys.key(folder, "key");
        EventId id = EventId.create(Clock.systemUTC(), new SecureRandom());
        Moment moment = new Moment(Clock.systemUTC().millis(), true, "boot", 1);
        Opening opening = new Opening(id, id, EventKind.MOTION, moment, 0);
        try (Spool spool = Spool.open(root, "yard", key, Files::size, Clock.systemUTC())) {
            OpenEvent event = spool.begin(opening);
            messenger.alerts().alert(AlertKind.MOTION, id);
            messenger.alerts().opened(opening);
            event.snapshot(Samples.jpeg());
            try (FileChannel film = event.createClip()) {
                film.write(ByteBuffer.wrap(Samples.mp4()));
            }
            await(shown -> shown.size() == 1);
            messenger.close();
        }
        for (int start = 0; start < 2; start++) {
            try (Spool spool = Spool.open(root, "yard", key, Files::size, Clock.systemUTC())) {
                messenger = open();
                messenger.alerts().left(spool.sealed());
                int before = 3 + start;
                await(shown -> shown.size() == before);
                messenger.alerts().alert(AlertKind.PANIC, null);
                await(shown -> shown.size() > before && messenger.outbox().waiting() == 0);
                messenger.close();
            }
            if (start == 0) {
                assertThat(shown().stream().map(Shown::kind))
                        .containsExactly("text", "photo", "video", "text");
                assertThat(shown().get(1).replyTo()).isEqualTo(shown().get(0).id());
                assertThat(shown().get(2).replyTo()).isEqualTo(shown().get(0).id());
            }
        }
        assertThat(shown().stream().map(Shown::kind))
                .containsExactly("text", "photo", "video", "text", "text");
    }

    @Test
    void thatThereIsAPictureAgainIsNotSaidWhileThereIsNone() throws Exception {
        messenger.alerts().picture(true);
        await(shown -> shown.size() == 1);
        // Somebody moves: the alarm says what it knows to be wrong, and that is nothing.
        messenger.alerts().troubles(Set.of());
        messenger.alerts().alert(AlertKind.PANIC, null);
        await(shown -> shown.size() == 2);
        assertThat(shown().getLast().text()).startsWith("Call for help");
        assertThat(shown().getFirst().earlier()).isEmpty();
        messenger.alerts().picture(false);
        await(shown -> shown.size() == 3);
        assertThat(shown().getLast().text()).isEqualTo("yard gives a picture again");
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
        await(shown ->
                shown.size() == 4 && shown.stream().limit(2).allMatch(s -> !s.earlier().isEmpty()));
        assertThat(shown().stream().skip(2).map(Shown::replyTo))
                .containsExactlyInAnyOrder(shown().get(0).id(), shown().get(1).id());
    }
}
