package org.vigia.web.http;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigia.web.browser.Chromium;

/// A window of Chromium with one page, whose complaints are kept. With the system property
/// `vigia.screens` set to a directory it leaves pictures there.
public final class TestBrowser implements AutoCloseable {
    // Patient: a test says what comes, not how soon on a machine with other work.
    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static final int LONGEST_WALK = 300;

    private final List<String> complaints = new ArrayList<>();
    private final @Nullable String screens = System.getProperty("vigia.screens");
    private final BrowserContext context;
    private final @Nullable Playwright own;

    /// A window of its own, which shares nothing with the others, in the Chromium of all tests.
    public TestBrowser() {
        own = null;
        context =
                Chromium.shared()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setLocale("en-GB")
                                        .setViewportSize(1280, 800));
        listen(context.newPage());
    }

    /// A Chromium of its own.
    ///
    /// @param directory for what a browser keeps
    /// @param home where it looks for what its user trusts
    TestBrowser(Path directory, Path home) {
        own = Chromium.driver();
        context = Chromium.persistent(own, directory, home);
        listen(page());
    }

    private void listen(Page page) {
        page.onConsoleMessage(message -> {
            // A refused sign-in is in the console whatever a page does.
            if (List.of("error", "warning").contains(message.type())
                    && !message.text().contains("401 (Unauthorized)")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("thrown: " + error));
    }

    /// The page.
    public Page page() {
        return context.pages().getFirst();
    }

    /// What the page's scripts have complained of.
    List<String> complaints() {
        return complaints;
    }

    /// Signs in on the start page.
    public void signIn(String address, String user, String password) {
        Page page = page();
        page.navigate(address);
        page.locator("#user").fill(user);
        page.locator("#password").fill(password);
        page.locator("#login-button").click();
        page.waitForURL("**/history");
    }

    /// Leaves pictures of the page as it stands, where they are wanted.
    void shoot(String name) {
        if (screens != null) {
            inEachForm(form -> picture(screens, name + "-" + form));
        }
    }

    /// Leaves a picture of what the window shows, as it stands.
    void picture(String name) {
        if (screens != null) {
            page().screenshot(
                            new Page.ScreenshotOptions().setPath(Path.of(screens, name + ".png")));
        }
    }

    private void picture(String directory, String name) {
        page().screenshot(
                        new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(Path.of(directory, name + ".png")));
    }

    /// Looks at the page in the hand and on the desk, by day and by night.
    ///
    /// @return what is wrong: too wide for the screen, too small for a finger, too faint, or
    ///   against WCAG in another way
    List<String> flaws(String name) throws IOException {
        String script = script("flaws.js");
        List<String> flaws = new ArrayList<>();
        inEachForm(form -> {
            for (Object flaw : (List<?>) page().evaluate(script)) {
                flaws.add("%s-%s: %s".formatted(name, form, flaw));
            }
            for (String violation : Accessibility.violations(page())) {
                flaws.add("%s-%s: %s".formatted(name, form, violation));
            }
            if (screens != null) {
                picture(screens, name + "-" + form);
            }
        });
        return flaws;
    }

    /// Walks through the page as it stands with the Tab key, in the hand, where bars cover most.
    ///
    /// @return what is wrong: a control that is not reached, or shows its focus nowhere
    List<String> keyboardFlaws(String name) throws IOException {
        String script = script("focus.js");
        List<String> flaws = new ArrayList<>();
        page().setViewportSize(390, 844);
        page().evaluate(script, "begin");
        for (int i = 0; i < LONGEST_WALK; i++) {
            page().keyboard().press("Tab");
            List<?> found = (List<?>) page().evaluate(script, "step");
            if (found.equals(List.of("over"))) {
                break;
            }
            found.forEach(flaw -> flaws.add("%s: %s".formatted(name, flaw)));
        }
        for (Object flaw : (List<?>) page().evaluate(script, "end")) {
            flaws.add("%s: %s".formatted(name, flaw));
        }
        page().setViewportSize(1280, 800);
        return flaws;
    }

    private static String script(String name) throws IOException {
        try (var in = TestBrowser.class.getResourceAsStream("/site/" + name)) {
            if (in == null) {
                throw new IOException("no /site/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private interface Look {
        void at(String form);
    }

    private void inEachForm(Look look) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            String night = scheme.name().toLowerCase(Locale.ROOT);
            page().emulateMedia(
                            new Page.EmulateMediaOptions()
                                    .setColorScheme(scheme)
                                    .setReducedMotion(ReducedMotion.REDUCE));
            page().setViewportSize(390, 844);
            page().waitForTimeout(100);
            look.at("phone-" + night);
            page().setViewportSize(1280, 800);
            page().waitForTimeout(100);
            look.at("desk-" + night);
        }
    }

    @Override
    public void close() {
        context.close();
        if (own != null) {
            own.close();
        }
    }
}
