package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.time.FakePace;
import org.vigia.web.event.Standing;

class HistoryRoutesTest {
    private static final long NOON = Instant.parse("2026-10-25T11:00:00Z").toEpochMilli();
    private static final Pattern ID = Pattern.compile("\"id\":\"[0-9a-f-]*?([0-9a-f]{12})\"");

    private final ApiDescription api = ApiDescription.INSTANCE;
    private final SiteFixture fixture;
    private final SiteFixture.Login login;

    HistoryRoutesTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        login = fixture.login();
        // The account has seen nothing of what follows.
        assertThat(get("/seen").body()).isEqualTo("{\"unseen\":0}");
        for (int i = 1; i <= 6; i++) {
            fixture.events.announce(
                    i,
                    i % 2 == 0 ? "garage" : "door",
                    i == 3 ? EventKind.PANIC : EventKind.MOTION,
                    NOON + i * 60_000L);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return fixture.get("/api/v1" + path, login);
    }

    private int post(String path, String body) throws Exception {
        return fixture.send(
                        fixture.with(
                                        fixture.request("/api/v1" + path),
                                        login,
                                        "X-CSRF-Token",
                                        login.csrf())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private int delete(int event) throws Exception {
        return fixture.send(
                        fixture.with(
                                        fixture.request(
                                                "/api/v1/events/" + FakeCatalogue.id(event)),
                                        login,
                                        "X-CSRF-Token",
                                        login.csrf())
                                .DELETE())
                .statusCode();
    }

    private List<Integer> list(String query) throws Exception {
        String body = get("/events?" + query).body();
        api.checkSchema("EventList", body);
        List<Integer> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(body);
        while (matcher.find()) {
            ids.add(Integer.parseInt(matcher.group(1), 16));
        }
        return ids;
    }

    @Test
    void eventsAreAskedForByCamerasKindsAndWhatHasBecomeOfThem() throws Exception {
        assertThat(list("camera=door&camera=garage&kind=motion&kind=panic")).hasSize(6);
        assertThat(list("camera=door&kind=motion")).containsExactly(5, 1);
        assertThat(list("kind=panic")).containsExactly(3);
        fixture.events.mark(FakeCatalogue.id(2), null, 0, Standing.KEPT);
        assertThat(list("kept=true")).containsExactly(2);
        assertThat(list("bin=true")).isEmpty();
        for (String bad : List.of("kind=x", "kept=yes", "kept=true&bin=true", "before=%2e%2e")) {
            assertThat(get("/events?" + bad).statusCode()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void aDeletedEventIsListedInTheBinAloneUntilItIsRestored() throws Exception {
        assertThat(delete(4)).isEqualTo(204);
        assertThat(list("limit=100")).containsExactly(6, 5, 3, 2, 1);
        assertThat(list("bin=true")).containsExactly(4);
        assertThat(get("/events/" + FakeCatalogue.id(4)).body()).contains("\"binned\"");
        assertThat(post("/events/" + FakeCatalogue.id(4) + "/keep", "")).isEqualTo(409);
        assertThat(post("/events/" + FakeCatalogue.id(4) + "/restore", "")).isEqualTo(204);
        assertThat(list("limit=100")).hasSize(6);
        assertThat(post("/events/" + FakeCatalogue.id(99) + "/restore", "")).isEqualTo(404);
    }

    @Test
    void whatHasBeenSeenIsTheAccountsOwn() throws Exception {
        assertThat(get("/seen").body()).isEqualTo("{\"unseen\":6}");
        assertThat(post("/events/" + FakeCatalogue.id(2) + "/seen", "")).isEqualTo(204);
        assertThat(get("/seen").body()).isEqualTo("{\"unseen\":5}");
        assertThat(list("unseen=true")).containsExactly(6, 5, 4, 3, 1);
        assertThat(get("/events/" + FakeCatalogue.id(2)).body()).contains("\"seen\":true");
        assertThat(post("/seen", "{\"upTo\":5}")).isEqualTo(204);
        assertThat(list("unseen=true")).containsExactly(6);
        assertThat(post("/seen", "{\"upTo\":1000}")).isEqualTo(204);
        fixture.events.announce(7, "door", EventKind.MOTION, NOON);
        assertThat(get("/seen").body()).isEqualTo("{\"unseen\":1}");
        api.checkSchema("Unseen", get("/seen").body());
        assertThat(post("/seen", "{\"upTo\":-1}")).isEqualTo(400);
        assertThat(post("/seen", "{}")).isEqualTo(400);
        assertThat(post("/events/" + FakeCatalogue.id(99) + "/seen", "")).isEqualTo(404);
    }

    @Test
    void daysAreCountedInTheSitesTimeZone() throws Exception {
        fixture.events.announce(
                8, "door", EventKind.MOTION, Instant.parse("2026-10-24T22:30:00Z").toEpochMilli());
        String days = get("/days?from=2026-10-01&to=2026-11-01").body();
        api.checkSchema("DayList", days);
        assertThat(days)
                .isEqualTo("{\"days\":[{\"day\":\"2026-10-25\",\"events\":7,\"unseen\":7}]}");
        assertThat(get("/days?from=2026-10-01&to=2026-11-01&camera=garage").body())
                .contains("\"events\":3");
        for (String bad :
                List.of("from=2026-10-01", "from=x&to=y", "from=2025-01-01&to=2026-10-01")) {
            assertThat(get("/days?" + bad).statusCode()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void aDaysLineHasEventsAbsencesAndGaps() throws Exception {
        fixture.events.mark(FakeCatalogue.id(1), new byte[] {1}, 7000, Standing.LOST);
        fixture.presence.away("door", NOON - 7_200_000, NOON - 3_600_000, true);
        fixture.gaps.add("garage", NOON - 1000, true);
        String line = get("/timeline?day=2026-10-25").body();
        api.checkSchema("Timeline", line);
        assertThat(line)
                .startsWith(
                        "{\"day\":\"2026-10-25\",\"from\":\"2026-10-24T22:00:00Z\","
                                + "\"to\":\"2026-10-25T23:00:00Z\",\"truncated\":false")
                .contains(
                        "\"offline\":[{\"from\":\"2026-10-25T09:00:00Z\","
                                + "\"to\":\"2026-10-25T10:00:00Z\",\"node\":true}]")
                .contains("\"reason\":\"lost\"")
                .contains("\"reason\":\"given-up\"");
        assertThat(get("/timeline?day=2026-10-25&camera=door").body())
                .doesNotContain("\"camera\":\"garage\"");
        assertThat(get("/timeline?day=25").statusCode()).isEqualTo(400);
        assertThat(get("/timeline?day=9999-12-31").statusCode()).isEqualTo(400);
    }
}
