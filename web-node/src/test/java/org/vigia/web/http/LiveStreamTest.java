package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.account.Role;
import org.vigia.web.live.LiveChannel;
import org.vigia.web.live.LiveHub;
import org.vigia.web.live.Sent;
import org.vigia.web.live.ViewerSocket;
import org.vigia.web.picture.Picture;

/// The live picture as a response that does not end.
@Timeout(60)
class LiveStreamTest {
    private static final String PATH = "/api/v1/cameras/door/live";

    private final FakePace pace = new FakePace();
    private final BlockingQueue<Boolean> watched = new LinkedBlockingQueue<>();
    private final SiteFixture fixture;
    private final SiteFixture.Login login;

    LiveStreamTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, pace);
        fixture.cameras.online("door", AlarmMode.DISARMED);
        login = fixture.login();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private DataInputStream watch() throws Exception {
        var answer =
                fixture.client.send(
                        fixture.with(fixture.request(PATH), login).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return new DataInputStream(answer.body());
    }

    private static String next(DataInputStream stream) throws IOException {
        int length = stream.readInt();
        int type = stream.readUnsignedByte();
        byte[] bytes = stream.readNBytes(length);
        assertThat(bytes).hasSize(length);
        return type == 0
                ? new String(bytes, StandardCharsets.UTF_8)
                : "binary %d of %d".formatted(bytes[0], length);
    }

    private static Fragment frame(int sequence, int bytes) {
        return new Fragment(
                0, sequence, sequence * 3600L, 3600, sequence % 25 == 0, false, 0, new byte[bytes]);
    }

    private void signOut() throws Exception {
        fixture.send(
                fixture.with(fixture.request("/api/v1/session"), login)
                        .header("X-CSRF-Token", login.csrf())
                        .DELETE());
    }

    @Test
    void theMessagesAreThoseOfTheSocketAndEndWithTheSession() throws Exception {
        try (DataInputStream stream = watch();
                LiveChannel channel = fixture.hub.open("door", watched::add)) {
            assertThat(next(stream)).isEqualTo("{\"type\":\"offline\"}");
            assertThat(next(stream)).isEqualTo("{\"type\":\"online\"}");
            channel.onConfig(new VideoConfig(0, "avc1.42C01F", 64, 36, new byte[100]));
            assertThat(next(stream)).contains("\"type\":\"config\"");
            assertThat(next(stream)).isEqualTo("binary 0 of 116");
            channel.onFragment(frame(0, 200));
            assertThat(next(stream)).isEqualTo("binary 1 of 216");
            signOut();
            assertThatThrownBy(() -> next(stream)).isInstanceOf(IOException.class);
            assertThat(watched.poll(10, TimeUnit.SECONDS)).isTrue();
            assertThat(watched.poll(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void whoDoesNotReadMissesGroupsAndIsCutOffWithItsSession() throws Exception {
        try (DataInputStream stream = watch();
                LiveChannel channel = fixture.hub.open("door", watched::add)) {
            channel.onConfig(new VideoConfig(0, "avc1.42C01F", 64, 36, new byte[100]));
            for (int i = 0; i < 2000; i++) {
                channel.onFragment(frame(i, 20_000));
            }
            while (!next(stream).startsWith("binary 0")) {}
            int read = 0;
            // What was put into the pipes meanwhile, and what waits: bounded, so most is missing.
            channel.onGap("that is all");
            while (next(stream).startsWith("binary 1")) {
                read++;
            }
            assertThat(read).isBetween(1, 1500);

            for (int i = 2000; i < 4000; i++) {
                channel.onFragment(frame(i, 20_000));
            }
            assertThat(watched.poll(10, TimeUnit.SECONDS)).isTrue();
            signOut();
            assertThat(watched.poll(10, TimeUnit.SECONDS)).as("nobody watches").isFalse();
        }
    }

    @Test
    void whoTakesNothingForAWhileIsCutOff() throws Exception {
        try (DataInputStream stream = watch();
                LiveChannel channel = fixture.hub.open("door", watched::add)) {
            channel.onConfig(new VideoConfig(0, "avc1.42C01F", 64, 36, new byte[100]));
            assertThat(next(stream)).isNotEmpty();
            assertThat(watched.poll(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; watched.isEmpty(); i++) {
                channel.onFragment(frame(i, 200_000));
                pace.advance(Duration.ofMillis(40));
                watchedFor();
            }
            assertThat(watched.poll(10, TimeUnit.SECONDS)).as("nobody watches").isFalse();
            while (fixture.hub.viewers() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aViewerWhoGoesIsNoticed() throws Exception {
        try (LiveChannel channel = fixture.hub.open("door", watched::add)) {
            try (DataInputStream stream = watch()) {
                assertThat(next(stream)).isEqualTo("{\"type\":\"online\"}");
            }
            channel.onConfig(new VideoConfig(0, "avc1.42C01F", 64, 36, new byte[100]));
            assertThat(watched.poll(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; watched.isEmpty(); i++) {
                channel.onFragment(frame(i, 20_000));
                watchedFor();
            }
            assertThat(watched.poll(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    private void watchedFor() throws InterruptedException {
        Boolean change = watched.poll(5, TimeUnit.MILLISECONDS);
        if (change != null) {
            watched.add(change);
        }
    }

    @Test
    void tooManyViewersAreToldSoAndHeadAndUnknownCamerasOpenNothing() throws Exception {
        HttpRequest.Builder head =
                fixture.with(fixture.request(PATH), login)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertThat(fixture.send(head).statusCode()).isEqualTo(200);
        assertThat(fixture.get(PATH.replace("door", "cellar"), login).statusCode()).isEqualTo(404);
        assertThat(fixture.get(PATH, login, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        fixture.accounts.open("mar", Role.VIEWER, Set.of("garage"), SiteFixture.PASSWORD);
        String other = SiteFixture.cookieOf(fixture.signIn("mar", SiteFixture.PASSWORD));
        assertThat(fixture.get(PATH, new SiteFixture.Login(other, "")).statusCode()).isEqualTo(404);
        assertThat(fixture.get(PATH, null).statusCode()).isEqualTo(401);
        for (int i = 0; i < LiveHub.DEFAULT_VIEWERS; i++) {
            assertThat(fixture.hub.view("door", new Idle())).isPresent();
        }
        HttpResponse<String> answer = fixture.get(PATH, login);
        assertThat(answer.statusCode()).isEqualTo(503);
        ApiDescription.INSTANCE.checkSchema("Problem", answer.body());
    }

    @Test
    void aSinglePictureSaysHowOldItIsAndWhatStandsInItsWay() throws Exception {
        String picture = PATH.replace("live", "picture");
        assertThat(fixture.get(picture, login).body()).contains("urn:vigia:problem:offline");
        pace.advance(Duration.ofSeconds(1));
        LiveChannel door = fixture.hub.open("door", watched::add);
        door.onConfig(new VideoConfig(0, "avc1.42C01F", 640, 360, new byte[] {7}));
        door.onFragment(frame(0, 10));
        assertThat(fixture.get(picture, login).body()).contains("urn:vigia:problem:no-decoder");
        fixture.pictures.answer(new Picture.Jpeg(new byte[] {1, 2, 3}, 16, 16));
        door.onFragment(frame(25, 10));
        pace.advance(Duration.ofSeconds(1));
        var answer = fixture.bytes(fixture.with(fixture.request(picture), login));
        assertThat(answer.body()).containsExactly(1, 2, 3);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Picture-Age"))
                .hasValue(Long.toString(pace.nanos() / 1_000_000));
        door.onGap("the lens cap is on");
        pace.advance(Duration.ofSeconds(1));
        assertThat(fixture.get(picture, login).body())
                .contains("urn:vigia:problem:no-picture", "the lens cap is on");
        fixture.accounts.open("mar", Role.VIEWER, Set.of("garage"), SiteFixture.PASSWORD);
        String other = SiteFixture.cookieOf(fixture.signIn("mar", SiteFixture.PASSWORD));
        assertThat(fixture.get(picture, new SiteFixture.Login(other, "")).statusCode())
                .isEqualTo(404);
        assertThat(fixture.get(picture, null).statusCode()).isEqualTo(401);
    }

    private static final class Idle implements ViewerSocket {
        @Override
        public void text(String json, Sent sent) {
            sent.taken();
        }

        @Override
        public void binary(ByteBuffer message, Sent sent) {
            sent.taken();
        }

        @Override
        public void close() {}
    }
}
