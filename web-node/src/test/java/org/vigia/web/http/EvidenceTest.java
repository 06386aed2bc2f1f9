package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;
import org.vigia.web.camera.CommandOutcome;

/// What happened and what the cameras do, as data.
class EvidenceTest {
    private static final long START = 1_790_000_000_000L;
    private static final String CLIP = "/api/v1/events/" + FakeCatalogue.id(1) + "/clip.mp4";

    private final SiteFixture fixture;
    private final SiteFixture.Login login;
    private final byte[] clip = new byte[300_000];

    EvidenceTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        login = fixture.login();
    }

    @BeforeEach
    void fill() {
        new Random(7).nextBytes(clip);
        fixture.cameras.online("door", AlarmMode.DISARMED);
        fixture.cameras.offline("garage");
        for (int i = 1; i <= 7; i++) {
            fixture.events.announce(
                    i, i % 2 == 1 ? "door" : "garage", EventKind.MOTION, START + i * 60_000L);
        }
        fixture.events.addSnapshot(FakeCatalogue.id(1), new byte[] {1, 2, 3});
        fixture.events.complete(FakeCatalogue.id(1), clip, 8000);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private HttpResponse<byte[]> clip(String method, String... headers) throws Exception {
        return fixture.bytes(
                fixture.with(fixture.request(CLIP), login, headers)
                        .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void aFileIsServedWholeAndByHeadWithItsHashAsTag() throws Exception {
        HttpResponse<byte[]> whole = clip("GET");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(clip);
        HttpResponse<byte[]> head = clip("HEAD");
        assertThat(head.body()).isEmpty();
        for (HttpResponse<byte[]> answer : List.of(whole, head)) {
            assertThat(answer.headers().firstValue("Content-Length")).contains("300000");
            assertThat(answer.headers().firstValue("Content-Type")).contains("video/mp4");
            assertThat(answer.headers().firstValue("ETag")).contains("\"" + Sha256.of(clip) + "\"");
            assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-store");
        }
        assertThat(clip("GET", "If-None-Match", "\"" + Sha256.of(clip) + "\"").statusCode())
                .isEqualTo(304);
    }

    @Test
    void partsAreServedAsAskedFor() throws Exception {
        part("bytes=0-0", 0, 0);
        part("bytes=100000-199999", 100_000, 199_999);
        part("bytes=299999-", 299_999, 299_999);
        part("bytes=250000-9999999", 250_000, 299_999);
        part("bytes=-70000", 230_000, 299_999);
        part("bytes=-999999", 0, 299_999);
    }

    private void part(String range, int first, int last) throws Exception {
        HttpResponse<byte[]> answer = clip("GET", "Range", range);
        assertThat(answer.statusCode()).as(range).isEqualTo(206);
        assertThat(answer.headers().firstValue("Content-Range"))
                .contains("bytes %d-%d/300000".formatted(first, last));
        assertThat(answer.body()).as(range).isEqualTo(Arrays.copyOfRange(clip, first, last + 1));
    }

    @Test
    void rangesBeyondTheEndAreRefusedAndOddOnesMeanTheWhole() throws Exception {
        for (String range : List.of("bytes=300000-", "bytes=999999999999999999999-", "bytes=-0")) {
            HttpResponse<byte[]> answer = clip("GET", "Range", range);
            assertThat(answer.statusCode()).as(range).isEqualTo(416);
            assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */300000");
        }
        for (String range : List.of("bytes=0-1,5-9", "bytes=9-1", "lines=1-2")) {
            assertThat(clip("GET", "Range", range).statusCode()).as(range).isEqualTo(200);
        }
    }

    @Test
    void aPartOfAnotherContentIsAnsweredWithTheWhole() throws Exception {
        String tag = "\"" + Sha256.of(clip) + "\"";
        assertThat(clip("GET", "Range", "bytes=0-9", "If-Range", tag).statusCode()).isEqualTo(206);
        assertThat(clip("GET", "Range", "bytes=0-9", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theManifestIsServedByteForByteAndWhatIsMissingIsNotFound() throws Exception {
        String path = "/api/v1/events/" + FakeCatalogue.id(1) + "/manifest.json";
        assertThat(fixture.get(path, login).body())
                .isEqualTo("{ \"event\":\"" + FakeCatalogue.id(1) + "\" }\n");
        String unfinished = "/api/v1/events/" + FakeCatalogue.id(2);
        for (String file : List.of("/snapshot.jpg", "/clip.mp4", "/manifest.json")) {
            assertThat(fixture.get(unfinished + file, login).statusCode()).isEqualTo(404);
        }
        assertThat(fixture.get("/api/v1/events/" + FakeCatalogue.id(99), login).statusCode())
                .isEqualTo(404);
    }

    @Test
    void pathsThatClimbGetNothing() throws Exception {
        for (String climb :
                List.of(
                        "..%2f..%2faccounts.jsonl",
                        "%2e%2e%2faccounts.jsonl",
                        "..%5caccounts.jsonl",
                        "..;/accounts.jsonl",
                        "%252e%252e%252faccounts.jsonl",
                        "..%c0%afaccounts.jsonl",
                        "x%00.jpg",
                        FakeCatalogue.id(1) + "%2f..%2f" + FakeCatalogue.id(1))) {
            for (String path :
                    List.of(
                            "/api/v1/events/" + climb,
                            "/api/v1/events/" + climb + "/clip.mp4",
                            "/assets/x/" + climb)) {
                HttpResponse<String> answer = fixture.get(path, login);
                assertThat(answer.statusCode()).as(path).isIn(400, 404);
                assertThat(answer.body()).doesNotContain("$2a$");
            }
        }
    }

    @Test
    void theHistoryIsPagedNewestFirst() throws Exception {
        String first = fixture.get("/api/v1/events?limit=3", login).body();
        assertThat(ids(first)).containsExactly(7, 6, 5);
        String second = fixture.get("/api/v1/events?limit=3&before=" + next(first), login).body();
        assertThat(ids(second)).containsExactly(4, 3, 2);
        String third = fixture.get("/api/v1/events?limit=3&before=" + next(second), login).body();
        assertThat(ids(third)).containsExactly(1);
        assertThat(third).endsWith("\"next\":null}");
    }

    private static String next(String page) {
        return page.replaceFirst(".*\"next\":\"([^\"]+)\"}$", "$1");
    }

    @Test
    void theHistoryIsFilteredByCameraAndTime() throws Exception {
        assertThat(ids(fixture.get("/api/v1/events?camera=garage", login).body()))
                .containsExactly(6, 4, 2);
        String from = Instant.ofEpochMilli(START + 3 * 60_000).toString();
        String to = Instant.ofEpochMilli(START + 5 * 60_000).toString();
        assertThat(ids(fixture.get("/api/v1/events?from=" + from + "&to=" + to, login).body()))
                .containsExactly(4, 3);
        for (String bad :
                List.of(
                        "limit=0",
                        "limit=101",
                        "limit=x",
                        "before=5",
                        "from=today",
                        "camera=A%2f")) {
            assertThat(fixture.get("/api/v1/events?" + bad, login).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private static List<Integer> ids(String json) {
        return Pattern.compile("\"id\":\"[0-9a-f-]{24}([0-9a-f]{12})\"")
                .matcher(json)
                .results()
                .map(m -> Integer.parseInt(m.group(1), 16))
                .toList();
    }

    private int command(String camera, String body) throws Exception {
        return fixture.command(camera, body, login, "X-CSRF-Token", login.csrf()).statusCode();
    }

    @Test
    void everyOutcomeOfACommandHasItsOwnAnswer() throws Exception {
        String arm = "{\"command\":\"arm\"}";
        assertThat(command("door", "{\"command\":\"pan\",\"degrees\":-30}")).isEqualTo(200);
        assertThat(command("door", "{\"command\":\"siren\",\"on\":true}")).isEqualTo(200);
        assertThat(command("garage", arm)).isEqualTo(503);
        assertThat(command("cellar", arm)).isEqualTo(404);
        assertThat(command("..%2fdoor", arm)).isIn(400, 404);
        fixture.cameras.answer(new CommandOutcome.Refused("the lens is covered"));
        assertThat(command("door", arm)).isEqualTo(409);
        fixture.cameras.answer(new CommandOutcome.TimedOut());
        assertThat(command("door", arm)).isEqualTo(504);
        for (String bad :
                List.of(
                        "",
                        "{}",
                        "null",
                        "{\"command\":\"fly\"}",
                        "{\"command\":\"pan\",\"degrees\":91}",
                        "{\"command\":\"arm\",\"more\":1}",
                        "[".repeat(1000))) {
            assertThat(command("door", bad)).as(bad).isEqualTo(400);
        }
    }

    @Test
    void camerasAreListedByName() throws Exception {
        String json = fixture.get("/api/v1/cameras", login).body();
        assertThat(json).contains("\"id\":\"door\",\"online\":true");
        assertThat(json)
                .contains(
                        "\"id\":\"garage\",\"online\":false,\"status\":null,\"lastContact\":null");
    }
}
