package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.time.Pace;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.health.CameraVitals;
import org.vigia.web.link.LinkLine;

/// The page of cameras and health in a browser.
class CamerasPageTest {
    private static final String LONGEST = "the-camera-above-the-garage-door";

    @TempDir Path directory;
    private SiteFixture fixture;
    private TestBrowser browser;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
        browser = new TestBrowser();
        page = browser.page();
        fixture.cameras.online("door", AlarmMode.ARMED);
        fixture.cameras.online(LONGEST, AlarmMode.DISARMED);
        fixture.cameras.offline("cellar");
        fixture.cameras.online("old-one", AlarmMode.DISARMED);
        fixture.cameras.offline("attic");
        fixture.cameras.revoke("attic");
        fixture.health.put(well(false));
        fixture.health.put(FakeHealth.online(LONGEST, FakeHealth.ill(), true));
        fixture.health.put(
                new CameraVitals(
                        "old-one",
                        new LinkLine(FakeHealth.AT, -1, "0.4.0", false),
                        null,
                        new CameraVitals.SelfTests(null, null, 0, false)));
        browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
        page.locator("#nav-cameras").click();
        assertThat(page.locator("#healths .health")).hasCount(4);
        assertThat(page.locator("#node")).isVisible();
        assertThat(page.locator("#health-door .vitals > div").last()).isVisible();
    }

    @AfterEach
    void close() {
        browser.close();
        fixture.close();
    }

    private static CameraVitals well(boolean running) {
        var health = FakeHealth.well(FakeHealth.CAME_THROUGH);
        return FakeHealth.online(
                "door",
                new org.vigia.shared.link.CameraHealth(
                        health.software(),
                        health.runningSeconds(),
                        health.machine(),
                        health.spool(),
                        health.clock(),
                        health.upload(),
                        health.video(),
                        new org.vigia.shared.link.CameraHealth.SelfTest(
                                running, FakeHealth.CAME_THROUGH)),
                false);
    }

    private Locator row(String camera, String key) {
        return page.locator("#health-%s .vitals [data-key=%s]".formatted(camera, key));
    }

    @Test
    void nothingIsTooWideTooSmallOrTooFaint() throws Exception {
        List<String> flaws = new ArrayList<>();
        for (String language : List.of("es", "en", "ca")) {
            page.locator("[data-language=" + language + "]").click();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.locator("#node")).isVisible();
            assertThat(page.locator("#health-door .vitals > div").last()).isVisible();
            flaws.addAll(browser.flaws("cameras-" + language));
        }
        flaws.addAll(browser.keyboardFlaws("cameras"));
        Assertions.assertThat(flaws).isEmpty();
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatIsWellAndWhatIsNotIsSaidInWords() {
        assertThat(page.locator("#health-door .verdict")).hasText("All is well");
        assertThat(row("door", "temperature")).containsText("52");
        assertThat(row("door", "film")).containsText("24.9 frames a second");
        assertThat(row("door", "upload")).containsText("20 Mbit/s, 1 hour 6 minutes ago");
        assertThat(row("door", "clock")).containsText("12 ms behind Pi #B's · synchronised");
        assertThat(row("door", "temperature")).hasAttribute("data-level", "good");
        assertThat(page.locator("#health-door .steps li")).hasCount(3);
        assertThat(page.locator("#health-door .self-test-result"))
                .hasText("A test event came through, whole and signed for.");
        for (String bad :
                List.of(
                        "temperature",
                        "power",
                        "disk",
                        "memory",
                        "spool",
                        "clock",
                        "film",
                        "upload")) {
            assertThat(row(LONGEST, bad)).hasAttribute("data-level", "bad");
            assertThat(row(LONGEST, bad).locator(".why")).containsText("Bad: ");
        }
        assertThat(page.locator("#health-" + LONGEST + " .verdict")).hasText("9 things are bad");
        assertThat(page.locator("#health-" + LONGEST + " .self-test-result"))
                .hasText(
                        "Failed: the event could not be sent in time."
                                + " None has come through for 26 hours.");
        assertThat(row("cellar", "contact")).containsText("it is not connected");
        assertThat(page.locator("#health-cellar [data-action=self-test]")).isDisabled();
        assertThat(row("old-one", "software")).containsText("too old to say how it is");
        assertThat(page.locator("#health-old-one [data-action=self-test]")).isDisabled();
        assertThat(page.locator("#node [data-key=room-door]")).containsText("used (12%)");
        assertThat(page.locator("#node [data-key=verified]")).containsText("1230 events, no fault");
        assertThat(page.locator("#revoked [data-camera=attic]")).isVisible();
        Assertions.assertThat(fixture.health.looked()).contains("door", "cellar");
    }

    @Test
    void aSelfTestIsAskedForAndItsNewsComeByThemselves() {
        Locator button = page.locator("#health-door [data-action=self-test]");
        button.click();
        assertThat(page.locator("#toast")).containsText("The self-test has begun");
        Assertions.assertThat(fixture.cameras.commands())
                .containsExactly(new CameraCommand.SelfTest());
        fixture.health.put(well(true));
        assertThat(page.locator("#health-door .self-test-result")).hasText("Running…");
        assertThat(button).isDisabled();
        fixture.health.put(FakeHealth.online("door", FakeHealth.well(FakeHealth.FAILED), false));
        assertThat(page.locator("#health-door .self-test")).hasAttribute("data-level", "bad");
        assertThat(page.locator("#health-door .steps li").last()).containsText("not reached");
        assertThat(button).isEnabled();
        fixture.cameras.answer(
                new CommandOutcome.Refused("not while an incident is being recorded"));
        button.click();
        assertThat(page.locator("#toast"))
                .containsText("refused: not while an incident is being recorded");
    }

    @Test
    void somebodyIsInvitedToTheTelegramOfACameraThatHasABot() {
        Locator pair = page.locator("#health-door [data-action=pair]");
        assertThat(pair).isHidden();
        fixture.cameras.says("door", PairingTest.status("vigia_bot"));
        pair.click();
        page.locator("#pair-roles [data-role=look]").click();
        assertThat(page.locator("#pair-qr svg")).isVisible();
        assertThat(page.locator("#pair-link"))
                .hasAttribute("href", Pattern.compile("https://t\\.me/vigia_bot\\?start=.{22}"));
        browser.shoot("pair");
        page.keyboard().press("Escape");
        assertThat(page.locator("#pair-qr svg")).hasCount(0);
    }

    @Test
    void itIsWorkedByTheKeyboardAlone() {
        Locator button = page.locator("#health-door [data-action=self-test]");
        button.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#toast")).isVisible();
        assertThat(button).hasAttribute("aria-label", "Test now: door");
    }
}
