package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
            assertThat(next(news, "event")).isNull();
        }
    }

    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket s, CharSequence data, boolean last) {
            heard.add(data.toString());
            s.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket s, ByteBuffer data, boolean last) {
            heard.add("binary " + data.get(0) + " of " + data.remaining());
            s.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket s, int status, String reason) {
            heard.add("closed");
            return null;
        }

        @Override
        public void onError(WebSocket s, Throwable error) {
            heard.add("closed");
        }

        String next() throws InterruptedException {
            String words = heard.poll(10, TimeUnit.SECONDS);
            if (words == null) {
                throw new AssertionError("nothing was heard");
            }
            return words;
        }
    }

    private WebSocket watch(
            String camera, Ear ear, @Nullable String cookie, @Nullable String origin) {
        WebSocket.Builder builder = fixture.client.newWebSocketBuilder();
        if (cookie != null) {
            builder.header("Cookie", cookie);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        URI address =
                URI.create(
                        fixture.address().replace("http", "ws")
                                + "/api/v1/cameras/"
                                + camera
                                + "/live");
        return builder.buildAsync(address, ear).join();
    }

    private void refused(
            String camera, @Nullable String cookie, @Nullable String origin, int status) {
        assertThatThrownBy(() -> watch(camera, new Ear(), cookie, origin))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void theLivePictureNeedsASessionTheRightOriginAndACamera() {
        refused("door", null, null, 401);
        refused("door", "vigia=" + "A".repeat(43), null, 401);
        refused("door", login.cookie(), "https://evil.example", 403);
        refused("door", login.cookie(), "null", 403);
        refused("cellar", login.cookie(), fixture.address(), 404);
        refused("..%2fdoor", login.cookie(), fixture.address(), 404);
    }

    @Test
    void theLivePictureComesUncompressedAndEndsWithTheSession() throws Exception {
        Ear ear = new Ear();
        WebSocket socket = watch("door", ear, login.cookie(), fixture.address());
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
        socket.abort();
    }

    @Test
    void noExtensionIsAgreedOn() throws Exception {
        // By hand, since the JDK's client offers none.
        try (var socket = new Socket("127.0.0.1", fixture.site.port())) {
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
        Ear ear = new Ear();
        WebSocket socket = watch("door", ear, login.cookie(), null);
        assertThat(ear.next()).contains("offline");
        socket.sendText("hello", true).join();
        assertThat(ear.next()).isEqualTo("closed");
        HttpRequest.Builder still = fixture.with(fixture.request("/api/v1/cameras"), login);
        assertThat(fixture.send(still).statusCode()).isEqualTo(200);
    }
}
