package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.time.FakePace;
import org.vigia.web.event.Standing;

class CustodyRoutesTest {
    private static final String EVENT = "/api/v1/events/" + FakeCatalogue.id(1);

    private final SiteFixture fixture;
    private final SiteFixture.Login login;

    CustodyRoutesTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        login = fixture.login();
        fixture.events.announce(1, "door", EventKind.MOTION, 1_790_000_000_000L);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers)
            throws Exception {
        return fixture.send(
                fixture.with(fixture.request(path), login, headers)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return ask(method, path, body, "X-CSRF-Token", login.csrf());
    }

    @Test
    void marksAndDeletionAreTheAccountsOwnDoing() throws Exception {
        for (String word : List.of("keep", "release", "confirm")) {
            assertThat(ask("POST", EVENT + "/" + word, "").statusCode()).isEqualTo(204);
        }
        assertThat(ask("POST", EVENT + "/note", "{\"text\":\" the postman \"}").statusCode())
                .isEqualTo(204);
        assertThat(ask("DELETE", EVENT, "").statusCode()).isEqualTo(204);
        String id = FakeCatalogue.id(1).text();
        assertThat(fixture.custody.done)
                .containsExactly(
                        "ana KEPT " + id + " null",
                        "ana RELEASED " + id + " null",
                        "ana CONFIRMED " + id + " null",
                        "ana NOTE " + id + " the postman",
                        "ana BINNED " + id + " null");
    }

    @Test
    void withoutTheTokenNothingIsDone() throws Exception {
        assertThat(ask("DELETE", EVENT, "", "X-Other", "x").statusCode()).isEqualTo(403);
        assertThat(ask("POST", EVENT + "/keep", "", "X-Other", "x").statusCode()).isEqualTo(403);
        assertThat(fixture.custody.done).isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedInWords() throws Exception {
        String unknown = "/api/v1/events/" + FakeCatalogue.id(9);
        assertThat(ask("DELETE", unknown, "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", unknown + "/keep", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", EVENT + "/note", "{}").statusCode()).isEqualTo(400);
        String longText = "{\"text\":\"%s\"}".formatted("x".repeat(2001));
        assertThat(ask("POST", EVENT + "/note", longText).body())
                .contains("text: a text has at most 2000 characters.");
        fixture.events.mark(FakeCatalogue.id(1), null, 0, Standing.KEPT);
        HttpResponse<String> kept = ask("DELETE", EVENT, "");
        assertThat(kept.statusCode()).isEqualTo(409);
        assertThat(kept.body()).contains("The event is kept; release it first.");
        fixture.events.mark(FakeCatalogue.id(1), null, 0, Standing.DELETED);
        HttpResponse<String> deleted = ask("POST", EVENT + "/keep", "");
        assertThat(deleted.statusCode()).isEqualTo(409);
        assertThat(deleted.body()).contains("The event is deleted.");
    }

    @Test
    void anEventIsHandedOutAsAnArchive() throws Exception {
        HttpResponse<byte[]> zip =
                fixture.bytes(fixture.with(fixture.request(EVENT + "/export.zip"), login).GET());
        assertThat(zip.body()).asString().isEqualTo("PK");
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(zip.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"vigia.zip\"");
        String unknown = "/api/v1/events/" + FakeCatalogue.id(9) + "/export.zip";
        assertThat(fixture.get(unknown, login).statusCode()).isEqualTo(404);
        assertThat(fixture.get(EVENT + "/export.zip", null).statusCode()).isEqualTo(401);
    }

    @Test
    void aStreamedFilmAndMarksAreShown() throws Exception {
        fixture.events.mark(
                FakeCatalogue.id(1), new byte[] {1, 2, 3}, 7000, Standing.LOST, Standing.KEPT);
        String body = fixture.get(EVENT, login).body();
        assertThat(body)
                .contains("\"marks\":[\"lost\",\"kept\"]")
                .contains("\"streamedMillis\":7000")
                .contains("\"note\":\"a note\"")
                .contains(EVENT + "/streamed.mp4");
        HttpResponse<byte[]> film =
                fixture.bytes(fixture.with(fixture.request(EVENT + "/streamed.mp4"), login).GET());
        assertThat(film.body()).containsExactly(1, 2, 3);
    }
}
