package org.vigia.web.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.Secret;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.config.TelegramSettings;
import org.vigia.telegram.outbox.OutboxSettings;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Shown;
import org.vigia.web.camera.CameraView;
import org.vigia.web.event.StoredEvent;

class SiteAlertsTest {
    private static final long ANA = 7_000_001;

    @TempDir Path folder;

    private static StoredEvent event(EventKind kind) {
        long now = Clock.systemUTC().millis();
        EventId id = EventId.create(Clock.systemUTC(), new SecureRandom());
        return new StoredEvent(
                id,
                id,
                "yard",
                kind,
                StoredEvent.Stage.WHOLE,
                now,
                true,
                now,
                1,
                0,
                0,
                null,
                null,
                null,
                0,
                Set.of(),
                null);
    }

    @Test
    void aCameraThatIsLostAndComesBackIsToldToThoseItAlertedOnce() throws Exception {
        AlertChatBook chats = AlertChatBook.open(folder.resolve("chats.json"));
        chats.told(
                "yard",
                new LinkMessage.AlertChats(List.of(new LinkMessage.AlertChats.Chat(ANA, "ca"))));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("chats.json"))))
                .isEqualTo("rw-------");
        try (BotApiServer telegram = BotApiServer.started();
                SiteAlerts alerts =
                        SiteAlerts.open(
                                new TelegramSettings(
                                        new BotSettings(
                                                new Secret(BotApiServer.TOKEN),
                                                URI.create("http://127.0.0.1:" + telegram.port())),
                                        new OutboxSettings(
                                                Duration.ofMinutes(5),
                                                0,
                                                ZoneOffset.UTC,
                                                "",
                                                false,
                                                100),
                                        false),
                                folder,
                                AlertChatBook.open(folder.resolve("chats.json")),
                                Clock.systemUTC(),
                                Pace.system())) {
            telegram.phone().user(ANA, "Ana", "ca");
            telegram.phone().starts(ANA, "");
            StoredEvent lost = event(EventKind.CAMERA_LOST);
            alerts.stored(event(EventKind.MOTION));
            alerts.stored(lost);
            alerts.stored(lost);
            await(telegram, shown -> shown.size() == 1);
            alerts.seen(new CameraView("yard", false, null, 0, null));
            alerts.seen(new CameraView("yard", true, null, 0, null));
            alerts.seen(new CameraView("yard", true, null, 0, null));
            await(telegram, shown -> shown.size() == 2);
            await(telegram, shown -> shown.getFirst().text().contains("S'ha acabat"));
            alerts.stored(event(EventKind.ROOM_RAN_OUT));
            await(telegram, shown -> shown.size() == 3);
            alerts.missing("yard");
            await(telegram, all -> all.size() == 4);
            alerts.back("yard");
            await(telegram, all -> all.size() == 5);
            List<Shown> shown = telegram.phone().fromBot(ANA);
            assertThat(shown.get(0).text()).startsWith("yard no dona senyals de vida");
            assertThat(shown.get(0).buttons()).isEmpty();
            assertThat(shown.get(1).replyTo()).isEqualTo(shown.get(0).id());
            assertThat(shown.get(1).silent()).isTrue();
            assertThat(shown.get(2).text()).contains("no té més lloc per a yard");
            assertThat(shown.get(3).text()).startsWith("Cap autoprova de yard no ha arribat");
            assertThat(shown.get(4).text()).contains("L'autoprova de yard torna a arribar");
        }
    }

    @Test
    void whatIsDamagedIsBegunAnew() throws Exception {
        Path file = folder.resolve("chats.json");
        for (String damaged : List.of("{\"cameras\":{\"ya", "{}", "\"\"")) {
            Files.writeString(file, damaged);
            AlertChatBook chats = AlertChatBook.open(file);
            assertThat(chats.of("yard")).isEmpty();
            chats.told(
                    "yard",
                    new LinkMessage.AlertChats(
                            List.of(new LinkMessage.AlertChats.Chat(ANA, "ca"))));
            assertThat(AlertChatBook.open(file).of("yard")).hasSize(1);
        }
    }

    private static void await(BotApiServer telegram, Predicate<List<Shown>> wish)
            throws InterruptedException {
        Pace pace = Pace.system();
        long deadline = pace.nanos() + Duration.ofSeconds(20).toNanos();
        while (!wish.test(telegram.phone().fromBot(ANA))) {
            assertThat(pace.nanos() - deadline)
                    .as("it shows %s", telegram.phone().fromBot(ANA))
                    .isNegative();
            pace.sleep(Duration.ofMillis(10));
        }
    }
}
