package org.vigia.shared.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `64KiB`, `512MiB`, `8GiB`, `2TiB`, and a bare `0`.
///
/// @param bytes how many
record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(KiB|MiB|GiB|TiB)");
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
    private static final int STEP = 10;

    static Optional<ByteSize> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(new ByteSize(0));
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = STEP * (1 + UNITS.indexOf(matcher.group(2)));
        return Optional.of(new ByteSize(Long.parseLong(matcher.group(1)) << shift));
    }

    @Override
    public String toString() {
        for (int i = UNITS.size(); i > 0; i--) {
            long unit = 1L << (STEP * i);
            if (bytes > 0 && bytes % unit == 0) {
                return bytes / unit + UNITS.get(i - 1);
            }
        }
        return String.valueOf(bytes);
    }
}
