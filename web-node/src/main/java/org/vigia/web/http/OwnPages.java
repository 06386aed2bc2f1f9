package org.vigia.web.http;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a person is led after signing in or choosing a language: to this site's own pages, with
/// what a query says of their state, and nowhere else.
final class OwnPages {
    private static final int MAX_LENGTH = 2000;

    // What URLSearchParams writes. Neither a slash nor a backslash: nothing that a browser could
    // take for another host.
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9_.~:%&=+*-]*");

    private final Set<String> paths;

    OwnPages(Set<String> paths) {
        this.paths = Set.copyOf(paths);
    }

    /// `wanted` where it is one of our pages, with or without a query; otherwise `otherwise`.
    String orElse(@Nullable String wanted, String otherwise) {
        return wanted != null && isOurs(wanted) ? wanted : otherwise;
    }

    private boolean isOurs(String wanted) {
        int mark = wanted.indexOf('?');
        String path = mark < 0 ? wanted : wanted.substring(0, mark);
        String query = mark < 0 ? "" : wanted.substring(mark + 1);
        return wanted.length() <= MAX_LENGTH
                && paths.contains(path)
                && QUERY.matcher(query).matches();
    }
}
