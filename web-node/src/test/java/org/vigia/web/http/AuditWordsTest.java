package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.web.account.Role;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.event.Mark;

/// How the page shows what the audit log has as codes.
class AuditWordsTest {
    private static final String TEXT = "js_what_";

    @TempDir Path directory;

    @Test
    void eachCodeHasWordsAndTheWordsHaveCodes() {
        Set<String> codes = new TreeSet<>();
        for (AuditDetail detail : AuditDetail.values()) {
            codes.add(detail.code());
        }
        for (Mark mark : List.of(Mark.KEPT, Mark.RELEASED, Mark.NOTE, Mark.BINNED, Mark.RESTORED)) {
            codes.add(mark.name().toLowerCase(Locale.ROOT));
        }
        codes.addAll(List.of("wrong-credentials", "wrong-code", "too-many-attempts"));
        codes.addAll(List.of("refused", "offline", "timedout", "more"));
        Map<String, String> texts = new Languages().texts("en");
        assertThat(texts.keySet().stream().filter(key -> key.startsWith(TEXT)))
                .containsExactlyInAnyOrderElementsOf(codes.stream().map(c -> TEXT + c).toList());
    }

    private void done(AuditLog log, AuditAction action, String detail) {
        log.note(action, "ana", "192.0.2.7", "", detail);
    }

    @Test
    void codesAreShownInTheReadersLanguageAndOlderLinesAsTheyAre() throws Exception {
        try (SiteFixture site = new SiteFixture(directory, new FakePace());
                TestBrowser browser = new TestBrowser()) {
            AuditLog log = new AuditLog(directory.resolve("audit"), Clock.systemUTC());
            done(log, AuditAction.ACCOUNT, "second factor off");
            done(log, AuditAction.COMMAND, "siren on (refused)");
            done(log, AuditAction.ACCOUNT, AuditDetail.MADE.of(Role.GUARD, Set.of("yard", "door")));
            done(log, AuditAction.ACCOUNT, AuditDetail.ROLE.of(Role.OWNER, null));
            done(log, AuditAction.ACCOUNT, AuditDetail.TOKEN.of("owner (night)"));
            done(log, AuditAction.COMMAND, AuditDetail.PAN.of("-30") + " (offline)");
            done(log, AuditAction.ARM, "(timedout)");
            done(log, AuditAction.REFUSED, "wrong-code (+12)");

            Page page = browser.page();
            page.navigate(site.address() + "/");
            page.locator("[data-language=es]").click();
            page.waitForSelector("html[lang=es]");
            page.locator("#user").fill(SiteFixture.USER);
            page.locator("#password").fill(SiteFixture.PASSWORD);
            page.locator("#login-button").click();
            page.waitForURL("**/history");
            page.navigate(site.address() + "/account");
            Locator lines = page.locator("#audit li b");
            assertThat(lines)
                    .hasText(
                            new String[] {
                                "ana · entró",
                                "ana · no pudo entrar · código incorrecto (y otras 12)",
                                "ana · armó · la cámara no respondió",
                                "ana · mandó · girar a -30° (la cámara no está conectada)",
                                "ana · cuenta · clave nueva: owner (night)",
                                "ana · cuenta · ahora: Dueño, todas las cámaras",
                                "ana · cuenta · creada: Vigila, door, yard",
                                "ana · mandó · siren on (refused)",
                                "ana · cuenta · second factor off"
                            });
        }
    }
}
