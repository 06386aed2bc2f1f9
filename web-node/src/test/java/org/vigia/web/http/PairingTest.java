package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.time.FakePace;
import org.vigia.web.camera.CommandOutcome;

/// How the site invites somebody to a camera's Telegram.
class PairingTest {
    private final SiteFixture fixture;
    private final SiteFixture.Login login;

    PairingTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        fixture.cameras.says("door", status("vigia_bot"));
        login = fixture.login();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static CameraStatus status(@Nullable String bot) {
        return new CameraStatus(AlarmMode.ARMED, false, false, 0, false, false, null, 0, bot, null);
    }

    private HttpResponse<String> invite(String camera, String body) throws Exception {
        return fixture.send(
                fixture.with(
                                fixture.request(
                                        "/api/v1/cameras/" + camera + "/telegram/invitations"),
                                login,
                                "X-CSRF-Token",
                                login.csrf(),
                                "Content-Type",
                                "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void theCameraGetsTheHashAndWhoAskedTheLink() throws Exception {
        HttpResponse<String> answer = invite("door", "{\"role\":\"look\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        Matcher link =
                Pattern.compile("https://t\\.me/vigia_bot\\?start=([A-Za-z0-9_-]{22})\"")
                        .matcher(answer.body());
        assertThat(link.find()).isTrue();
        assertThat(answer.body()).contains("\"seconds\":600", "\"qr\":\"<svg ");
        String hash = Sha256.of(link.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.cameras.commands())
                .containsExactly(new CameraCommand.Invite(hash, false));
        String first = answer.body();
        assertThat(invite("door", "{\"role\":\"owner\"}").body()).isNotEqualTo(first);
        assertThat(fixture.cameras.commands())
                .last()
                .isInstanceOfSatisfying(
                        CameraCommand.Invite.class, i -> assertThat(i.owner()).isTrue());
    }

    @Test
    void aCameraWithoutABotOrALinkInvitesNobody() throws Exception {
        fixture.cameras.says("door", status(null));
        HttpResponse<String> answer = invite("door", "{\"role\":\"owner\"}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("This camera takes no orders through Telegram.");
        fixture.cameras.offline("door");
        assertThat(invite("door", "{\"role\":\"owner\"}").statusCode()).isEqualTo(503);
        assertThat(invite("shed", "{\"role\":\"owner\"}").statusCode()).isEqualTo(404);
        assertThat(fixture.cameras.commands()).isEmpty();
    }

    @Test
    void aCameraThatRefusesIsQuoted() throws Exception {
        fixture.cameras.answer(new CommandOutcome.Refused("the disk takes nothing"));
        HttpResponse<String> answer = invite("door", "{\"role\":\"owner\"}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("the disk takes nothing").doesNotContain("t.me");
    }

    @Test
    void onlyTheTwoRolesAreTakenAndNoCodeThatWasDrawnElsewhere() throws Exception {
        assertThat(invite("door", "{\"role\":\"boss\"}").statusCode()).isEqualTo(400);
        assertThat(invite("door", "{}").statusCode()).isEqualTo(400);
        String own =
                "{\"command\":\"invite\",\"code\":\"%s\",\"owner\":true}".formatted("0".repeat(64));
        assertThat(fixture.command("door", own, login, "X-CSRF-Token", login.csrf()).statusCode())
                .isEqualTo(400);
        assertThat(fixture.cameras.commands()).isEmpty();
    }
}
