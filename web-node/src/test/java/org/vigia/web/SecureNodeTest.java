package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.Right;
import org.vigia.web.config.WebConfig;
import org.vigia.web.picture.CagedFfmpeg;
import org.vigia.web.tls.Trusting;

/// A whole web-node whose site speaks HTTPS.
@Timeout(60)
class SecureNodeTest {
    @Test
    void theNodeTellsWhenItsCertificateEnds(@TempDir Path directory) throws Exception {
        Path yml =
                Files.writeString(
                        directory.resolve("web.yml"),
                        """
                        data: data
                        cameras: {address: "127.0.0.1:0"}
                        site: {address: "127.0.0.1:0", tls: local, tls-address: "127.0.0.1:0"}
                        """);
        WebConfig config = WebConfig.read(yml);
        Files.createDirectories(config.data());
        Clock clock = Clock.systemUTC();
        Accounts accounts = new Accounts(new Journal(config.accounts()), 4, clock);
        accounts.add("ana", "correct horse battery");
        var made = accounts.tokens().make("ana", "test", Set.of(Right.LOOK), null);
        assertThat(made).isInstanceOf(ApiTokens.Made.Token.class);
        String token = ((ApiTokens.Made.Token) made).token();
        try (WebNode node = new WebNode(config, CagedFfmpeg.inBubblewrap(), clock, Pace.system())) {
            URI address =
                    URI.create(
                            "https://localhost:%d/api/v1/node"
                                    .formatted(node.start().secureSite()));
            try (HttpClient client = Trusting.client(config.certificates())) {
                HttpResponse<byte[]> answer =
                        client.send(
                                HttpRequest.newBuilder(address)
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                JsonNode ends = new ObjectMapper().readTree(answer.body()).path("certificateEnds");
                assertThat(Instant.parse(ends.asText()))
                        .isBetween(
                                clock.instant().plus(Duration.ofDays(300)),
                                clock.instant().plus(Duration.ofDays(397)));
            }
        }
    }
}
