package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.Pace;

/// The site as an app of a phone or a desktop.
class InstallableTest {
    @TempDir Path directory;
    private final SiteFixture fixture;

    InstallableTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aBrowserFindsNothingThatKeepsItFromBeingInstalled() {
        // In a window that keeps nothing Chromium installs nothing.
        try (TestBrowser browser = new TestBrowser(directory, directory)) {
            Page page = browser.page();
            page.navigate(fixture.address());
            var debugger = page.context().newCDPSession(page);
            JsonObject manifest = debugger.send("Page.getAppManifest");
            assertThat(manifest.getAsJsonArray("errors")).isEmpty();
            assertThat(manifest.get("url").getAsString()).endsWith("/manifest.webmanifest");
            JsonObject hindrances = debugger.send("Page.getInstallabilityErrors");
            assertThat(hindrances.getAsJsonArray("installabilityErrors")).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theIconsAreOfTheSizesTheySayAndSmall() throws Exception {
        String page = fixture.send(fixture.request("/")).body();
        Matcher link = Pattern.compile("rel=\"manifest\" href=\"([^\"]+/)([^\"]+)\"").matcher(page);
        assertThat(link.find()).isTrue();
        HttpResponse<String> manifest =
                fixture.send(fixture.request(link.group(1) + link.group(2)));
        assertThat(manifest.headers().firstValue("Content-Type"))
                .hasValue("application/manifest+json");
        List<String> icons =
                Pattern.compile("\"src\": \"([^\"]+)\", \"sizes\": \"(\\d+)x")
                        .matcher(manifest.body())
                        .results()
                        .map(found -> found.group(1) + " " + found.group(2))
                        .toList();
        assertThat(icons).hasSize(3);
        for (String icon : icons) {
            String[] said = icon.split(" ", -1);
            check(link.group(1) + said[0], Integer.parseInt(said[1]));
        }
        check(link.group(1) + "icon-180.png", 180);
    }

    private void check(String path, int size) throws Exception {
        HttpResponse<byte[]> answer = fixture.bytes(fixture.request(path));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(answer.body()).hasSizeLessThan(24_000);
        BufferedImage icon = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(icon.getWidth()).as(path).isEqualTo(size);
        assertThat(icon.getHeight()).as(path).isEqualTo(size);
    }
}
