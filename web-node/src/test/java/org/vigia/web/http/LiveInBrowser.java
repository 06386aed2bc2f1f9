package org.vigia.web.http;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.reel.TestVideo;

/// The live page in a real browser: a site for each test, whose cameras film at their true pace,
/// and somebody who is signed in.
abstract class LiveInBrowser {
    /// In the hand and on the desk, for `@CsvSource`.
    static final String SIZES = "390, 844 \n 1280, 800";

    private static TestVideo video;

    @TempDir Path directory;
    final List<Filming> filming = new ArrayList<>();
    SiteFixture fixture;
    TestBrowser browser;
    Page page;

    @BeforeAll
    static void film(@TempDir Path directory) throws Exception {
        video = TestVideo.make(directory, 60);
    }

    @BeforeEach
    void open() throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
        browser = new TestBrowser();
        page = browser.page();
        for (String name : cameras()) {
            fixture.cameras.online(name, AlarmMode.DISARMED);
            filming.add(new Filming(fixture.hub, name, video));
        }
        browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
    }

    @AfterEach
    void close() {
        browser.close();
        filming.forEach(Filming::close);
        fixture.close();
    }

    /// Those that film.
    abstract List<String> cameras();

    final Locator camera(String name) {
        return page.locator("#camera-" + name);
    }
}
