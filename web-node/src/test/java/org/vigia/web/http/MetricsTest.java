package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.AuthenticatorApp;
import org.vigia.web.account.Right;
import org.vigia.web.account.Role;
import org.vigia.web.account.SecondFactors;

/// What a monitoring system is told, read by the letter of Prometheus' text form 0.0.4.
class MetricsTest {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_0-9]+) [^\\n]+");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_0-9]+) (gauge|counter)");
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-z_0-9]+)(\\{(?:[a-z]+=\"[^\"\\\\\\n]*\",?)+})?"
                            + " (-?[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)");

    @TempDir Path directory;
    private SiteFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
        fixture.cameras.online("door", AlarmMode.ARMED);
        fixture.cameras.online("yard", AlarmMode.DISARMED);
        fixture.health.put(FakeHealth.online("door", FakeHealth.ill(), true));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private String token(Set<Right> rights, @Nullable Set<String> cameras) throws IOException {
        return switch (fixture.accounts
                .tokens()
                .make(SiteFixture.USER, "grafana", rights, cameras)) {
            case ApiTokens.Made.Token(_, String token) -> token;
            case ApiTokens.Made.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    private HttpResponse<String> scrape(String token) throws Exception {
        return fixture.send(
                fixture.request("/metrics").header("Authorization", "Bearer " + token).GET());
    }

    /// Every sample by name and labels; fails on whatever is not of the form.
    private static Map<String, Double> parse(String text) {
        Map<String, Double> samples = new LinkedHashMap<>();
        Set<String> closed = new HashSet<>();
        String name = "";
        boolean typed = false;
        assertThat(text).endsWith("\n").doesNotContain("\n\n", "\r");
        for (String line : text.split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                name = help.group(1);
                assertThat(closed.add(name)).as("one group of lines for %s", name).isTrue();
                typed = false;
            } else if (type.matches()) {
                assertThat(type.group(1)).isEqualTo(name);
                assertThat(type.group(2).equals("counter")).isEqualTo(name.endsWith("_total"));
                typed = true;
            } else if (!line.isEmpty()) {
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).isEqualTo(name);
                assertThat(typed).as("a type before %s", line).isTrue();
                String key = name + (sample.group(2) == null ? "" : sample.group(2));
                assertThat(samples.put(key, Double.parseDouble(sample.group(3)))).as(key).isNull();
            }
        }
        return samples;
    }

    private Map<String, Double> everything() throws Exception {
        fixture.tally.stored(fixture.events.announce(7, "door", EventKind.MOTION, 5));
        fixture.tally.isShort("door", Optional.of("used up"));
        fixture.tally.isShort("door", Optional.empty());
        fixture.tally.receiving("door", new ByteArrayInputStream(new byte[70])).readAllBytes();
        fixture.signIn(SiteFixture.USER, "not the password");
        HttpResponse<String> answer = scrape(token(Set.of(Right.MONITOR), null));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        return parse(answer.body());
    }

    @Test
    void whatIsToldIsWhatIsKnown() throws Exception {
        assertThat(everything())
                .containsEntry("vigia_info{version=\"0.6.0\"}", 1.0)
                .containsEntry("vigia_camera_online{camera=\"door\"}", 1.0)
                .containsEntry("vigia_camera_armed{camera=\"door\"}", 1.0)
                .containsEntry("vigia_camera_armed{camera=\"yard\"}", 0.0)
                .containsEntry("vigia_camera_temperature_celsius{camera=\"door\"}", 83.4)
                .containsEntry("vigia_camera_clock_offset_seconds{camera=\"door\"}", 7200.0)
                .containsEntry("vigia_camera_self_test_missing{camera=\"door\"}", 1.0)
                .containsEntry("vigia_events_total{camera=\"door\",kind=\"motion\"}", 1.0)
                .containsEntry("vigia_events_total{camera=\"door\",kind=\"camera-lost\"}", 0.0)
                .containsEntry("vigia_events_total{camera=\"yard\",kind=\"motion\"}", 0.0)
                .containsEntry("vigia_link_received_bytes_total{camera=\"door\"}", 70.0)
                .containsEntry("vigia_uploads_refused_total{camera=\"door\"}", 1.0)
                .containsEntry("vigia_camera_room_bytes{camera=\"door\"}", 90.0 * (1L << 30))
                .containsEntry("vigia_logins_refused_total", 1.0)
                .containsEntry("vigia_index_sound", 1.0)
                .containsEntry("vigia_verified_faults", 0.0)
                .containsEntry("vigia_live_viewers", 0.0)
                .containsKeys("vigia_process_threads", "vigia_jvm_heap_used_bytes");
    }

    @Test
    void aWrongCodeIsASignInThatWasRefused() throws Exception {
        String secret = SecondFactors.secret();
        assertThat(
                        fixture.accounts
                                .secondFactors()
                                .begin(SiteFixture.USER, secret, AuthenticatorApp.code(secret, 0)))
                .isPresent();
        HttpResponse<String> answer =
                fixture.send(
                        fixture.request("/api/v1/session")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"user\":\"%s\",\"password\":\"%s\",\"code\":\"no\"}"
                                                        .formatted(
                                                                SiteFixture.USER,
                                                                SiteFixture.PASSWORD))));
        assertThat(answer.body()).contains("urn:vigia:problem:wrong-code");
        assertThat(parse(scrape(token(Set.of(Right.MONITOR), null)).body()))
                .containsEntry("vigia_logins_refused_total", 1.0);
    }

    @Test
    void whoIsBoundToACameraHearsOfNoOtherAndNothingOfTheNode() throws Exception {
        everything();
        String text = scrape(token(Set.of(Right.MONITOR), Set.of("yard"))).body();
        assertThat(parse(text)).containsKey("vigia_camera_online{camera=\"yard\"}");
        assertThat(text).doesNotContain("door", "vigia_sessions", "vigia_arrivals", "vigia_disk");
    }

    @Test
    void itTakesARightOfItsOwnWhichOpensNothingElse() throws Exception {
        assertThat(fixture.get("/metrics", null).statusCode()).isEqualTo(401);
        Set<Right> others = new TreeSet<>(Role.OWNER.rights());
        others.remove(Right.MONITOR);
        assertThat(scrape(token(others, null)).statusCode()).isEqualTo(403);
        String monitor = token(Set.of(Right.MONITOR), null);
        for (String path : Set.of("/api/v1/events", "/api/v1/cameras", "/api/v1/node")) {
            HttpResponse<String> answer =
                    fixture.send(
                            fixture.request(path)
                                    .header("Authorization", "Bearer " + monitor)
                                    .GET());
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
        }
        for (Role role : Set.of(Role.GUARD, Role.VIEWER)) {
            assertThat(role.rights()).doesNotContain(Right.MONITOR);
        }
    }

    @Test
    void dashboardAndManualNameWhatThereIs() throws Exception {
        Set<String> told = new TreeSet<>();
        everything().keySet().forEach(key -> told.add(key.replaceAll("\\{.*", "")));
        told.add("vigia_certificate_end_timestamp_seconds"); // This site has none.
        assertThat(names(Path.of("../packages/web/grafana.json"))).isSubsetOf(told);
        assertThat(names(Path.of("../docs/operations.md"))).isEqualTo(told);
    }

    private static Set<String> names(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("vigia_[a-z_]+").matcher(Files.readString(file));
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }
}
