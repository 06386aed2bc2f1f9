package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;
import org.vigia.web.account.Role;

class PresetRoutesTest {
    private static final String PATH = "/api/v1/cameras/door/presets";
    private static final String GATE = "{\"presets\":[{\"name\":\"Gate\",\"degrees\":-45}]}";

    private final SiteFixture fixture;
    private final SiteFixture.Login login;

    PresetRoutesTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        fixture.cameras.online("door", AlarmMode.DISARMED);
        login = fixture.login();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return put(login, path, body);
    }

    private HttpResponse<String> put(SiteFixture.Login who, String path, String body)
            throws Exception {
        return fixture.send(
                fixture.with(
                                fixture.request(path),
                                who,
                                "X-CSRF-Token",
                                who.csrf(),
                                "Content-Type",
                                "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void directionsGetNamesAndLoseThem() throws Exception {
        assertThat(fixture.get(PATH, login).body()).isEqualTo("{\"presets\":[]}");
        assertThat(put(PATH, GATE).statusCode()).isEqualTo(200);
        assertThat(fixture.get(PATH, login).body()).isEqualTo(GATE);
        assertThat(put(PATH, "{\"presets\":[]}").body()).isEqualTo("{\"presets\":[]}");
    }

    @Test
    void whatIsNoneIsRefusedInWords() throws Exception {
        String twins = GATE.replace("}]", "},{\"name\":\"Gate\",\"degrees\":1}]");
        HttpResponse<String> answer = put(PATH, twins);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("presets: two have the same name.");
        for (String body :
                new String[] {"{}", "[]", GATE.replace("-45", "91"), GATE.replace("Gate", "")}) {
            HttpResponse<String> refused = put(PATH, body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(refused.body()).contains("The body must be {");
        }
        assertThat(put(PATH.replace("door", "cellar"), GATE).statusCode()).isEqualTo(404);
        assertThat(fixture.get(PATH.replace("door", "cellar"), login).statusCode()).isEqualTo(404);
    }

    @Test
    void whoMayTurnACameraSeesThemAndOwnersGiveThem() throws Exception {
        SiteFixture.Login guard = as("eva", Role.GUARD, null);
        assertThat(fixture.get(PATH, guard).statusCode()).isEqualTo(200);
        assertThat(put(guard, PATH, GATE).statusCode()).isEqualTo(403);
        SiteFixture.Login elsewhere = as("leo", Role.GUARD, Set.of("garage"));
        assertThat(fixture.get(PATH, elsewhere).statusCode()).isEqualTo(404);
        SiteFixture.Login viewer = as("mar", Role.VIEWER, null);
        assertThat(fixture.get(PATH, viewer).statusCode()).isEqualTo(403);
    }

    private SiteFixture.Login as(String user, Role role, @Nullable Set<String> cameras)
            throws Exception {
        fixture.accounts.open(user, role, cameras, SiteFixture.PASSWORD);
        HttpResponse<String> answer = fixture.signIn(user, SiteFixture.PASSWORD);
        return new SiteFixture.Login(
                SiteFixture.cookieOf(answer), SiteFixture.field(answer.body(), "csrf"));
    }
}
