package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.Pace;
import org.vigia.web.config.WebConfig;
import org.vigia.web.picture.CagedFfmpeg;

class DamagedTelegramTest {
    @TempDir Path folder;

    @Test
    void whatIsDamagedOfTelegramKeepsNothingElseFromStarting() throws Exception {
        Path telegram = Files.createDirectories(folder.resolve("data/telegram"));
        Files.writeString(telegram.resolve("chats.json"), "{\"cameras\":");
        Files.writeString(telegram.resolve("outbox"), "a file where a folder belongs");
        Path yml =
                Files.writeString(
                        folder.resolve("web.yml"),
                        """
                        data: data
                        cameras: {address: "127.0.0.1:0"}
                        site: {address: "127.0.0.1:0"}
                        telegram:
                          token: "7000000001:AAFakeTokenOfTheStrictServerForTests_1"
                          api: "http://127.0.0.1:9"
                        """);
        try (WebNode node =
                        new WebNode(
                                WebConfig.read(yml),
                                CagedFfmpeg.inBubblewrap(),
                                Clock.systemUTC(),
                                Pace.system());
                HttpClient client = HttpClient.newHttpClient()) {
            URI site = URI.create("http://127.0.0.1:" + node.start().site() + "/login");
            assertThat(
                            client.send(
                                            HttpRequest.newBuilder(site).build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode())
                    .isLessThan(500);
        }
    }
}
