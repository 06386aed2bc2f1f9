package org.vigia.web.http;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whether a page as it stands keeps to WCAG 2.2 AA, as far as axe-core can tell. Not by a script
/// of the page's, which its policy forbids, but through the debugger.
final class Accessibility {
    private static final String AXE = read("/axe.min.js");
    private static final String RUN = read("/site/axe-run.js");

    private Accessibility() {}

    /// What is against it, each with its rule and the element; of the topmost dialog, where one is
    /// open.
    static List<String> violations(Page page) {
        if (!(boolean) page.evaluate("typeof axe === 'object'")) {
            page.evaluate(AXE + "; undefined");
        }
        return ((List<?>) page.evaluate(RUN)).stream().map(Object::toString).toList();
    }

    private static String read(String name) {
        try (var in = Accessibility.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
