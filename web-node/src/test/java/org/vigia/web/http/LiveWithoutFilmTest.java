package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigia.web.picture.Picture;
import org.vigia.web.reel.TestVideo;

/// The live page where a browser does not play the film, or not by itself.
class LiveWithoutFilmTest extends LiveInBrowser {
    @Override
    List<String> cameras() {
        return List.of("door");
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void aBrowserThatCannotPlayFilmIsShownOnePictureAfterTheOther(int width, int height)
            throws Exception {
        byte[] jpeg = TestVideo.picture(directory, "testsrc2=size=640x360:rate=1");
        // In the hand one that has no media sources at all, on the desk one without H.264 in them.
        page.addInitScript(
                width < 1000
                        ? "delete window.MediaSource; delete window.ManagedMediaSource;"
                        : "MediaSource.isTypeSupported = () => false;");
        page.setViewportSize(width, height);
        page.navigate(fixture.address() + "/live");
        Locator door = camera("door");
        assertThat(door.locator(".veil")).containsText("Photos and the history work in it");
        fixture.pictures.answer(new Picture.Jpeg(jpeg, 640, 360));
        assertThat(door).hasAttribute("data-picture", "stills");
        assertThat(door.locator(".live-badge")).hasText("Picture by picture");
        assertThat(door.locator("canvas")).hasAttribute("data-size", "640x360");
        int taken = fixture.pictures.footage().size();
        page.waitForCondition(() -> fixture.pictures.footage().size() > taken + 2);
        browser.picture("live-stills-" + width);
        door.locator("[data-command=arm]").click();
        assertThat(door.locator(".alarm-badge")).hasText("Armed");
        List<Route> unanswered = new ArrayList<>();
        page.route("**/cameras/door/picture", unanswered::add);
        assertThat(door).hasAttribute("data-picture", "stale");
        unanswered.forEach(Route::resume);
        page.unroute("**/cameras/door/picture");
        assertThat(door).hasAttribute("data-picture", "stills");
        filming.getFirst().freeze();
        filming.getFirst().channel().onGap("the lens cap is on");
        assertThat(door.locator(".veil")).hasText("the lens cap is on");
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void aFilmTheBrowserDoesNotPlayAfterAllBecomesOnePictureAfterTheOther(int width, int height)
            throws Exception {
        byte[] jpeg = TestVideo.picture(directory, "testsrc2=size=640x360:rate=1");
        fixture.pictures.answer(new Picture.Jpeg(jpeg, 640, 360));
        page.addInitScript(
                "MediaSource.prototype.addSourceBuffer = () => {"
                        + " throw new DOMException('not this one', 'NotSupportedError'); };");
        page.setViewportSize(width, height);
        page.navigate(fixture.address() + "/live");
        assertThat(camera("door")).hasAttribute("data-picture", "stills");
        assertThat(camera("door").locator("canvas")).hasAttribute("data-size", "640x360");
        assertThat(camera("door").locator("[data-action=pip]")).isHidden();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void aBrowserThatPlaysNothingByItselfAsksForATap(int width, int height) {
        page.addInitScript(
                "window.refused = 0; window.wayward = true;"
                        + " const play = HTMLMediaElement.prototype.play;"
                        + " HTMLMediaElement.prototype.play = function () {"
                        + " if (!wayward) return play.call(this); refused += 1;"
                        + " return Promise.reject(new DOMException('no', 'NotAllowedError')); };");
        page.setViewportSize(width, height);
        page.navigate(fixture.address() + "/live?camera=door");
        Locator door = camera("door");
        assertThat(door).hasAttribute("data-picture", "tap");
        assertThat(door.locator(".veil")).containsText("Tap to see the live picture");
        page.waitForTimeout(1000);
        assertThat(page.evaluate("refused")).as("asked once, not for each frame").isEqualTo(1);
        door.locator("video").click();
        page.waitForFunction("() => refused === 2");
        assertThat(door).hasAttribute("data-picture", "tap");
        page.evaluate("wayward = false");
        door.locator("video").click();
        assertThat(door).hasAttribute("data-picture", "live");
        assertThat(door.locator(".veil")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }
}
