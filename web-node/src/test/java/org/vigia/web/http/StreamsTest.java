package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.live.LiveChannel;

/// The two long connections: news and the live picture.
@Timeout(60)
class StreamsTest {
    private final SiteFixture fixture;
    private final SiteFixture.Login login;

    StreamsTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        login = fixture.login();
    }

    @BeforeEach
    void fill() {
        fixture.cameras.online("door", AlarmMode.DISARMED);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private BufferedReader news() throws Exception {
        HttpResponse<InputStream> answer =
                fixture.client.send(
                        fixture.with(fixture.request("/api/v1/stream"), login).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /// The data of the next piece of news of a kind; null at the end.
    private static @Nullable String next(BufferedReader news, String kind) throws Exception {
        for (String line = news.readLine(); line != null; line = news.readLine()) {
            if (line.equals("event: " + kind)) {
                return news.readLine().substring("data: ".length());
            }
        }
        return null;
    }

    @Test
    void newsCarryEachCameraFirstAndThenWhatChanges() throws Exception {
        try (BufferedReader news = news()) {
            String camera = next(news, "camera");
            assertThat(camera).contains("\"alarm\":\"disarmed\"");
            ApiDescription.INSTANCE.checkSchema("Camera", String.valueOf(camera));
            fixture.events.announce(1, "door", EventKind.MOTION, 1_790_000_000_000L);
            String event = next(news, "event");
            assertThat(event).contains("\"stage\":\"announced\"");
            ApiDescription.INSTANCE.checkSchema("Event", String.valueOf(event));
            fixture.events.complete(FakeCatalogue.id(1), new byte[] {1}, 1000);
            assertThat(next(news, "event")).contains("\"stage\":\"whole\"");
            fixture.cameras.online("door", AlarmMode.ARMED);
            assertThat(next(news, "camera")).contains("\"alarm\":\"armed\"");
        }
    }

    @Test
    void newsEndWithTheSessionAndLeaveNobodySubscribed() throws Exception {
        try (BufferedReader news = news()) {
            assertThat(next(news, "camera")).isNotNull();
            fixture.send(
                    fixture.with(fixture.request("/api/v1/session"), login)
                            .header("X-CSRF-Token", login.csrf())
                            .DELETE());
            assertThat(next(news, "event")).isNull();
        }
        fixture.site.close();
        assertThat(fixture.events.observers()).isZero();
        assertThat(fixture.cameras.observers()).isZero();
    }

    @Test
    void theSiteClosesAtOnceThoughSomebodyListens() throws Exception {
        try (BufferedReader news = news()) {
            assertThat(next(news, "camera")).isNotNull();
            fixture.site.close();
            assertThat(end(news)).as("the stream has ended, cleanly or not").isTrue();
        }
    }

    private static boolean end(BufferedReader news) throws Exception {
        try {
            return next(news, "event") == null;
        } catch (IOException e) {
            return true;
        }
    }

    private void refused(String camera, Map<String, String> headers, int status)
            throws InterruptedException {
        try (LiveEar ear = new LiveEar(fixture, camera, headers)) {
            assertThat(ear.next()).isEqualTo("refused " + status);
        }
    }

    @Test
    void theLivePictureNeedsASessionTheRightOriginAndACamera() throws Exception {
        String cookie = login.cookie();
        refused("door", Map.of(), 401);
        refused("door", Map.of("Cookie", "vigia=" + "A".repeat(43)), 401);
        refused("door", Map.of("Cookie", cookie, "Origin", "https://evil.example"), 403);
        refused("door", Map.of("Cookie", cookie, "Origin", "null"), 403);
        refused("cellar", Map.of("Cookie", cookie, "Origin", fixture.address()), 404);
        refused("..%2fdoor", Map.of("Cookie", cookie, "Origin", fixture.address()), 404);
    }

    @Test
    void theLivePictureComesUncompressedAndEndsWithTheSession() throws Exception {
        Map<String, String> headers = Map.of("Cookie", login.cookie(), "Origin", fixture.address());
        try (LiveEar ear = new LiveEar(fixture, "door", headers)) {
            assertThat(ear.next()).isEqualTo("{\"type\":\"offline\"}");
            try (LiveChannel channel = fixture.hub.open("door", on -> {})) {
                assertThat(ear.next()).isEqualTo("{\"type\":\"online\"}");
                channel.onConfig(new VideoConfig(0, "avc1.42C01F", 64, 36, new byte[100]));
                assertThat(ear.next()).contains("\"type\":\"config\"");
                assertThat(ear.next()).isEqualTo("binary 0 of 116");
                channel.onFragment(new Fragment(0, 0, 0, 3600, true, false, 0, new byte[200]));
                assertThat(ear.next()).isEqualTo("binary 1 of 216");
                fixture.send(
                        fixture.with(fixture.request("/api/v1/session"), login)
                                .header("X-CSRF-Token", login.csrf())
                                .DELETE());
                assertThat(ear.next()).isEqualTo("closed");
            }
        }
    }

    @Test
    void noExtensionIsAgreedOn() throws Exception {
        // By hand, since what a client has agreed to does not show.
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), fixture.site.port())) {
            String request =
                    """
                    GET /api/v1/cameras/door/live HTTP/1.1
                    Host: 127.0.0.1
                    Cookie: %s
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Sec-WebSocket-Extensions: permessage-deflate

                    """
                            .formatted(login.cookie())
                            .replace("\n", "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = reader.readLine();
            assertThat(status).contains("101");
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                assertThat(line).doesNotContainIgnoringCase("permessage-deflate");
            }
        }
    }

    @Test
    void someoneWhoTalksIsShownTheDoor() throws Exception {
        try (LiveEar ear = new LiveEar(fixture, "door", Map.of("Cookie", login.cookie()))) {
            assertThat(ear.next()).contains("offline");
            ear.say("hello");
            assertThat(ear.next()).isEqualTo("closed");
        }
        HttpRequest.Builder still = fixture.with(fixture.request("/api/v1/cameras"), login);
        assertThat(fixture.send(still).statusCode()).isEqualTo(200);
    }
}
