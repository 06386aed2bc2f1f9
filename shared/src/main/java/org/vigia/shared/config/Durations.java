package org.vigia.shared.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `200ms`, `5s`, `3m`, `1h`, `7d`, and a bare `0`.
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private Durations() {}

    static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration unit = UNITS.get(matcher.group(2));
        return unit == null
                ? Optional.empty()
                : Optional.of(unit.multipliedBy(Long.parseLong(matcher.group(1))));
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            Duration size = UNITS.getOrDefault(unit, Duration.ofMillis(1));
            if (millis % size.toMillis() == 0) {
                return millis / size.toMillis() + unit;
            }
        }
        return millis + "ms";
    }
}
