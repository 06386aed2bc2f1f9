package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.account.Role;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.reel.TestVideo;

/// What people do on the live page, in the hand and on the desk, with pictures that move.
class LivePageTest extends LiveInBrowser {
    @Override
    List<String> cameras() {
        return List.of("door", "garage", "garden", "stairs");
    }

    @BeforeEach
    void loseOne() {
        fixture.cameras.offline("roof");
    }

    private void look(int width, int height) {
        page.setViewportSize(width, height);
        page.navigate(fixture.address() + "/live");
        assertThat(camera("door")).hasAttribute("data-picture", "live");
    }

    private static CameraStatus status(AlarmMode mode, boolean incident) {
        return new CameraStatus(mode, incident, false, 0, false, false, null, 0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void oneTouchMakesACameraLargeAndBackLeadsToAll(int width, int height) {
        look(width, height);
        camera("door").locator("[data-action=large]").click();
        assertThat(page).hasURL(Pattern.compile(".*/live\\?camera=door"));
        assertThat(page.locator("#large-name")).hasText("door");
        assertThat(camera("garage")).isHidden();
        assertThat(camera("door").locator(".detail")).isVisible();
        page.keyboard().press("ArrowRight");
        assertThat(camera("garage")).hasAttribute("data-picture", "live");
        assertThat(camera("door")).isHidden();
        page.locator("#large-previous").click();
        page.locator("#large-previous").click();
        assertThat(camera("stairs")).isVisible();
        swipe("stairs", -150);
        assertThat(camera("door")).isVisible();
        swipe("door", 150);
        assertThat(camera("stairs")).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*camera=stairs"));
        page.goBack();
        assertThat(camera("door")).isVisible();
        assertThat(page.locator("#large-bar")).isHidden();
        assertThat(page).hasURL(Pattern.compile(".*/live"));
        page.goForward();
        assertThat(camera("door")).isHidden();
        page.reload();
        assertThat(page.locator("#large-name")).hasText("stairs");
        assertThat(camera("stairs")).hasAttribute("data-picture", "live");
        page.keyboard().press("Escape");
        assertThat(camera("garden")).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    private void swipe(String name, int by) {
        page.evaluate(
                """
                ([name, by]) => {
                  const screen = document.querySelector(`#camera-${name} .screen`);
                  for (const [type, x] of [['pointerdown', 200], ['pointerup', 200 + by]]) {
                    screen.dispatchEvent(new PointerEvent(type, {
                      bubbles: true, pointerType: 'touch', isPrimary: true, clientX: x, clientY: 200 }));
                  }
                }
                """,
                List.of(name, by));
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void allAreArmedAtOnceAndWhoDoesNotObeyIsNamed(int width, int height) {
        look(width, height);
        page.locator("[data-all=arm]").click();
        for (String name : List.of("door", "garage", "garden", "stairs")) {
            assertThat(camera(name).locator(".alarm-badge")).hasText("Armed");
        }
        assertThat(page.locator("#toast")).hasText("Done");
        fixture.cameras.answer(new CommandOutcome.Refused("not now"));
        page.locator("[data-all=disarm]").click();
        assertThat(page.locator("#toast")).containsText("Not all have obeyed. door: ");
        assertThat(page.locator("#toast")).containsText("not now");
        fixture.cameras.answer(null);
        page.locator("[data-all=disarm]").click();
        assertThat(camera("stairs").locator(".alarm-badge")).hasText("Disarmed");
        assertThat(page.locator("#toast")).hasText("Done");
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void aPhotoAppearsInItsPlaceAndLeadsToTheHistory(int width, int height) throws Exception {
        long now = Instant.parse("2026-11-20T18:42:07Z").toEpochMilli();
        byte[] picture = TestVideo.picture(directory, "testsrc2=size=640x360:rate=1");
        look(width, height);
        fixture.events.announce(1, "door", EventKind.PHOTO, now);
        Locator photo = camera("door").locator(".photo");
        camera("door").locator("[data-command=snapshot]").click();
        assertThat(photo).containsText("The photo is on its way");
        fixture.events.addSnapshot(FakeCatalogue.id(1), picture);
        fixture.events.announce(2, "garage", EventKind.PHOTO, now + 1000);
        fixture.events.addSnapshot(FakeCatalogue.id(2), picture);
        fixture.events.announce(3, "door", EventKind.PHOTO, now + 2000);
        assertThat(photo.locator("a")).isHidden();
        fixture.events.addSnapshot(FakeCatalogue.id(3), picture);
        assertThat(photo).containsText("Photo of 19:42:09");
        page.waitForFunction(
                "() => document.querySelector('#camera-door .photo img').naturalWidth === 640");
        assertThat(camera("garage").locator(".photo")).isHidden();
        assertThat(photo.locator("a"))
                .hasAttribute("href", "/history#" + FakeCatalogue.id(3).text());
        photo.locator("[data-action=photo-close]").click();
        assertThat(photo).isHidden();
        fixture.cameras.answer(new CommandOutcome.Refused("no camera"));
        camera("door").locator("[data-command=snapshot]").click();
        assertThat(page.locator("#toast")).containsText("no camera");
        assertThat(photo).isHidden();
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void directionsGetNamesAndAreTakenUpAgain(int width, int height) {
        look(width, height);
        camera("door").locator("[data-action=large]").click();
        camera("door").locator(".angle").fill("35");
        assertThat(camera("door")).hasAttribute("data-pan", "35");
        assertThat(camera("door").locator(".degrees")).hasText("35°");
        camera("door").locator("[data-action=presets]").click();
        page.locator("#presets-keep").click();
        assertThat(page.locator("#presets-name")).isFocused();
        page.locator("#presets-name").fill("Gate");
        page.locator("#presets-keep").click();
        assertThat(page.locator("#presets-list li")).hasText("Gate · 35°");
        page.keyboard().press("Escape");
        camera("door").locator("[data-degrees='-60']").click();
        page.reload();
        Locator gate = camera("door").locator(".presets button");
        assertThat(gate).hasText("Gate");
        gate.click();
        assertThat(gate).hasAttribute("aria-pressed", "true");
        assertThat(fixture.cameras.commands())
                .containsExactly(
                        new CameraCommand.Pan(35),
                        new CameraCommand.Pan(-60),
                        new CameraCommand.Pan(35));
        camera("door").locator("[data-action=presets]").click();
        page.locator("#presets-list button").click();
        assertThat(page.locator("#presets-list li")).hasCount(0);
        page.keyboard().press("Escape");
        assertThat(camera("door").locator(".presets")).isHidden();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void anAlarmIsSeenAndHeardAndCanBeMuted(int width, int height) {
        page.addInitScript(
                "Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false"
                        + " } }); window.tones = 0; const start = OscillatorNode.prototype.start;"
                        + " OscillatorNode.prototype.start = function (...a) { tones += 1;"
                        + " start.apply(this, a); };");
        look(width, height);
        Locator sound = page.locator("#alarm-sound");
        assertThat(sound).hasAttribute("data-state", "blocked");
        fixture.cameras.says("garage", status(AlarmMode.TRIGGERED, true));
        assertThat(page.locator("#alarm-text")).hasText("Alarm: garage");
        page.waitForFunction("() => document.title === '⚠ Alarm: garage'");
        page.waitForFunction(
                "() => document.querySelector('link[rel=icon]').href.endsWith('alarm.svg')");
        page.waitForFunction("() => document.title === 'Live · Vigía'");
        assertThat(page.evaluate("tones")).as("before anybody has touched it").isEqualTo(0);
        page.evaluate("navigator.userActivation.hasBeenActive = true");
        page.locator("#alarm-look").click();
        assertThat(page.locator("#large-name")).hasText("garage");
        assertThat(sound).hasAttribute("data-state", "on");
        page.waitForFunction("() => tones > 1");
        page.keyboard().press("m");
        assertThat(sound).hasAttribute("data-state", "muted");
        page.reload();
        assertThat(sound).hasAttribute("data-state", "muted");
        assertThat(page.locator("#alarm-text")).hasText("Alarm: garage");
        page.locator("#large-back").click();
        page.waitForFunction("() => document.title.startsWith('⚠')");
        page.waitForFunction("() => !document.title.startsWith('⚠')");
        assertThat(page.evaluate("tones")).isEqualTo(0);
        fixture.cameras.says("garage", status(AlarmMode.ARMED, false));
        assertThat(page.locator("#alarm")).isHidden();
        assertThat(page).hasTitle("Live · Vigía");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void whatNobodySeesIsNotSent(int width, int height) {
        page.addInitScript(
                "window.sockets = []; window.WebSocket = class extends WebSocket {"
                        + " constructor(...all) { super(...all); sockets.push(this); } };");
        look(width, height);
        Filming door = filming.getFirst();
        Filming stairs = filming.getLast();
        if (width < 1000) {
            assertThat(stairs.isWatched()).as("below the screen").isFalse();
        }
        page.evaluate(
                "document.querySelector('#camera-stairs').scrollIntoView({ block: 'center' })");
        page.waitForCondition(stairs::isWatched);
        assertThat(camera("stairs")).hasAttribute("data-picture", "live");
        if (width < 1000) {
            page.waitForCondition(() -> !door.isWatched());
            assertThat(camera("door")).hasAttribute("data-picture", "paused");
        }
        camera("stairs").locator("[data-action=large]").click();
        page.waitForCondition(() -> filming.stream().filter(Filming::isWatched).count() == 1);
        assertThat(stairs.isWatched()).isTrue();
        hide(true);
        page.waitForCondition(() -> !stairs.isWatched());
        hide(false);
        page.waitForCondition(stairs::isWatched);
        assertThat(camera("stairs")).hasAttribute("data-picture", "live");
        // Its line breaks, and somebody looks again before it is known whether the session stands.
        List<Route> asked = new ArrayList<>();
        page.route("**/api/v1/session", asked::add);
        page.evaluate("sockets.findLast(each => each.url.includes('/stairs/')).close()");
        page.waitForCondition(() -> !asked.isEmpty());
        hide(false);
        assertThat(camera("stairs").locator("video")).hasAttribute("data-line", "socket");
        assertThat(camera("stairs")).hasAttribute("data-picture", "live");
        asked.forEach(Route::resume);
        page.waitForTimeout(1500);
        hide(true);
        page.waitForCondition(() -> !stairs.isWatched());
    }

    private void hide(boolean hidden) {
        page.evaluate(
                """
                hidden => {
                  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
                  document.dispatchEvent(new Event('visibilitychange'));
                }
                """,
                hidden);
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void keysDoTheSameAndCanBeSwitchedOff(int width, int height) {
        page.clock().install();
        look(width, height);
        page.keyboard().press("2");
        assertThat(page.locator("#large-name")).hasText("garage");
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#keys")).isHidden();
        page.keyboard().press("p");
        assertThat(camera("garage").locator(".photo")).isVisible();
        page.keyboard().press("f");
        page.waitForFunction("() => document.fullscreenElement?.matches('#camera-garage .screen')");
        page.keyboard().press("f");
        page.waitForFunction("() => !document.fullscreenElement");
        page.keyboard().press("i");
        page.waitForFunction(
                "() => document.pictureInPictureElement?.matches('#camera-garage video')");
        // A window of its own goes on though the page is left for another.
        hide(true);
        page.clock().runFor(6000);
        assertThat(camera("garage")).hasAttribute("data-picture", "live");
        assertThat(filming.get(1).isWatched()).isTrue();
        hide(false);
        page.keyboard().press("i");
        page.waitForFunction("() => !document.pictureInPictureElement");
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).isVisible();
        page.locator("#keys-letters").click();
        // Not by Escape: the window may still be leaving full screen, which would take it.
        page.locator("#keys header button").click();
        assertThat(page.locator("#keys")).isHidden();
        page.keyboard().press("1");
        assertThat(page.locator("#large-name")).hasText("garage");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#large-name")).hasText("garden");
        page.locator("#keys-open").click();
        page.locator("#keys-letters").click();
        page.keyboard().press("Escape");
        page.keyboard().press("1");
        assertThat(page.locator("#large-name")).hasText("door");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void nothingIsTakenFromUnderTheFocusWhereACameraTurnsOutToBeAway(int width, int height) {
        List<WebSocketRoute> silent = new CopyOnWriteArrayList<>();
        page.routeWebSocket(Pattern.compile(".*/(stairs|roof)/live"), silent::add);
        look(width, height);
        Locator small = camera("stairs").locator("[data-action=pip]");
        small.focus();
        assertThat(camera("stairs")).hasAttribute("data-picture", "connecting");
        camera("roof").scrollIntoViewIfNeeded();
        page.waitForCondition(() -> silent.size() >= 2);
        // What is known of it is not taken back while its line is tried.
        assertThat(camera("roof")).hasAttribute("data-picture", "offline");
        assertThat(camera("roof").locator(".over")).isHidden();

        silent.forEach(line -> line.send("{\"type\":\"offline\"}"));
        assertThat(camera("stairs")).hasAttribute("data-picture", "offline");
        assertThat(small).isFocused();
        assertThat(small).isVisible();
        small.blur();
        assertThat(small).isHidden();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void everybodySeesTheCamerasAndControlsThatAreTheirs(int width, int height) throws Exception {
        signInAs("eva", Role.GUARD, null);
        look(width, height);
        assertThat(page.locator("#all")).isVisible();
        camera("door").locator("[data-action=large]").click();
        for (String control : List.of("[data-command=siren]", ".angle")) {
            assertThat(camera("door").locator(control)).isVisible();
        }
        assertThat(camera("door").locator("[data-action=presets]")).isHidden();

        signInAs("mar", Role.VIEWER, Set.of("door", "roof"));
        look(width, height);
        assertThat(page.locator(".camera")).hasCount(2);
        camera("door").locator("[data-action=large]").click();
        assertThat(camera("door").locator("[data-action=fullscreen]")).isVisible();
        String every = "[data-command], [data-all], .angle";
        for (Locator control : page.locator(every).all()) {
            assertThat(control).isHidden();
        }
        page.keyboard().press("p");
        assertThat(camera("door").locator(".photo")).isHidden();
        assertThat(fixture.cameras.commands()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    private void signInAs(String user, Role role, @Nullable Set<String> cameras) throws Exception {
        fixture.accounts.open(user, role, cameras, SiteFixture.PASSWORD);
        page.locator("#logout").click();
        assertThat(page.locator("#login")).isVisible();
        browser.signIn(fixture.address(), user, SiteFixture.PASSWORD);
    }
}
