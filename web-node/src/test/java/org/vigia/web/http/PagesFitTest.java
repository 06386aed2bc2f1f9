package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.time.Pace;
import org.vigia.web.camera.Loss;
import org.vigia.web.event.Standing;
import org.vigia.web.reel.TestVideo;

/// The pages at their fullest, in the hand and on the desk, by day and by night: nothing leaves the
/// screen, is too small for a finger or too faint to read. And cameras are revoked there.
class PagesFitTest {
    private static final String LONGEST = "the-camera-above-the-garage-door";
    private static final long SINCE = Instant.parse("2026-11-20T18:42:07Z").toEpochMilli();
    private static final EventId FULL = FakeCatalogue.id(3);

    @TempDir Path directory;
    private SiteFixture fixture;
    private TestBrowser browser;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
        browser = new TestBrowser();
        page = browser.page();
        byte[] film = TestVideo.make(directory, 2).mp4();
        byte[] picture = TestVideo.picture(directory, "testsrc2=size=640x360:rate=1");
        for (int i = 1; i <= 4; i++) {
            String camera = i == 4 ? "door" : LONGEST;
            fixture.events.announce(i, camera, EventKind.LENS_COVERED, SINCE + i * 60_000L);
        }
        fixture.events.addSnapshot(FakeCatalogue.id(1), picture);
        for (int i = 2; i <= 3; i++) {
            fixture.events.mark(
                    FakeCatalogue.id(i),
                    film,
                    2000,
                    Stream.of(Standing.values())
                            .filter(standing -> standing != Standing.BINNED)
                            .toArray(Standing[]::new));
            fixture.events.doubtTime(FakeCatalogue.id(i));
        }
        fixture.events.mark(FULL, film, 2000, Standing.LOST, Standing.UNCONFIRMED);
        fixture.thumbnails.make(FULL, picture);
        fixture.cameras.online("door", AlarmMode.ARMED);
        fixture.cameras.says(
                LONGEST,
                new CameraStatus(
                        AlarmMode.TRIGGERED,
                        true,
                        true,
                        0,
                        true,
                        true,
                        null,
                        7,
                        null,
                        AlertTrouble.DISK));
        fixture.alerts.set(Optional.of(AlertTrouble.CHAT_GONE));
        fixture.cameras.lost(LONGEST, new Loss(FULL, SINCE));
        fixture.cameras.offline("cellar");
        fixture.cameras.lost("cellar", new Loss(FULL, SINCE));
        fixture.cameras.offline("attic");
        fixture.cameras.revoke("attic");
        browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
    }

    @AfterEach
    void close() {
        browser.close();
        fixture.close();
    }

    @Test
    void nothingIsTooWideTooSmallOrTooFaint() throws Exception {
        List<String> flaws = new ArrayList<>();
        for (String language : List.of("es", "ca")) {
            page.locator("[data-language=" + language + "]").click();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.locator(".card")).hasCount(4);
            assertThat(page.locator(".loss")).hasCount(2);
            flaws.addAll(browser.flaws("history-" + language));
            page.locator(".card[data-event='" + FULL + "']").click();
            assertThat(page.locator("#player-confirm")).isVisible();
            flaws.addAll(browser.flaws("player-" + language));
            page.keyboard().press("Escape");
            page.locator(".loss [data-action=revoke]").first().click();
            flaws.addAll(browser.flaws("revoke-" + language));
            page.keyboard().press("Escape");

            page.locator("#nav-live").click();
            assertThat(page.locator(".camera")).hasCount(3);
            flaws.addAll(browser.flaws("live-" + language));
            page.locator("#camera-door [data-command=siren]").click();
            flaws.addAll(browser.flaws("siren-" + language));
            page.keyboard().press("Escape");
            page.locator("#nav-history").click();
        }
        assertThat(flaws).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theLivePageLeadsToTheCardWhereACameraIsRevokedOnlyAfterAYes() {
        page.locator("#nav-live").click();
        page.locator("#camera-door [data-action=large]").click();
        page.locator("#camera-door .to-health").click();
        assertThat(page).hasURL(Pattern.compile(".*/cameras#health-door"));
        Locator door = page.locator("#health-door");
        assertThat(door).isInViewport();
        door.locator("[data-action=revoke]").click();
        page.locator("#revoke-no").click();
        assertThat(page.locator("#revoke-ask")).isHidden();
        assertThat(door).isVisible();
        door.locator("[data-action=revoke]").click();
        assertThat(page.locator("#revoke-question")).containsText("“door”");
        page.locator("#revoke-yes").click();
        assertThat(page.locator("#toast")).hasText("The key of door is revoked");
        assertThat(door).isHidden();
        Locator revoked = page.locator(".revoked");
        assertThat(revoked).hasCount(2);
        assertThat(revoked.last()).containsText("door");
        assertThat(revoked.last()).containsText("Revoked on");
        page.locator("#nav-live").click();
        assertThat(page.locator("#camera-cellar")).isVisible();
        assertThat(page.locator("#camera-door")).hasCount(0);
        page.locator("#nav-history").click();
        Locator where = page.locator(".card[data-event='" + FakeCatalogue.id(4) + "'] .where");
        assertThat(where).hasText("door · revoked");
        fixture.cameras.online("door", AlarmMode.DISARMED);
        assertThat(where).hasText("door");
        page.locator("#nav-live").click();
        assertThat(page.locator("#camera-door")).isVisible();
        page.locator("#nav-cameras").click();
        assertThat(door).isVisible();
        assertThat(revoked).hasCount(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aLostCameraIsRevokedFromItsNotice() {
        Locator notice = page.locator(".loss[data-camera=cellar]");
        notice.locator("[data-action=revoke]").click();
        page.locator("#revoke-yes").click();
        assertThat(notice).isHidden();
        assertThat(page.locator(".loss")).hasCount(1);
    }

    @Test
    void aThumbnailIsShownWhereTheCameraHasSentNoPicture() {
        Locator card = page.locator(".card[data-event='" + FULL + "']");
        assertThat(card.locator("img")).isVisible();
        page.waitForFunction(
                "id => document.querySelector(`[data-event='${id}'] img`).naturalWidth === 640",
                FULL.text());
        Locator without = page.locator(".card[data-event='" + FakeCatalogue.id(2) + "']");
        assertThat(without.locator("img")).hasCount(0);
        assertThat(without.locator(".nothing .icon")).isVisible();
    }
}
