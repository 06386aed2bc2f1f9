package org.vigia.web.event;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an event stands in the history, for going on behind it. What comes first is shown later.
///
/// @param shownMillis its [StoredEvent#shownMillis]
/// @param arrival its position in the order of arrival
public record HistoryPlace(long shownMillis, long arrival) implements Comparable<HistoryPlace> {
    private static final Pattern FORM = Pattern.compile("(-?[0-9a-z]{1,13})\\.([0-9a-z]{1,13})");
    private static final int BASE = 36;
    private static final Comparator<HistoryPlace> NEWEST_FIRST =
            Comparator.comparingLong(HistoryPlace::shownMillis)
                    .thenComparingLong(HistoryPlace::arrival)
                    .reversed();

    /// An event's.
    public static HistoryPlace of(StoredEvent event) {
        return new HistoryPlace(event.shownMillis(), event.arrival());
    }

    /// Reads [#text]; empty where it is none.
    public static Optional<HistoryPlace> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        try {
            return matcher.matches()
                    ? Optional.of(
                            new HistoryPlace(
                                    Long.parseLong(matcher.group(1), BASE),
                                    Long.parseLong(matcher.group(2), BASE)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// For clients to hand back, who need not know what it says.
    public String text() {
        return Long.toString(shownMillis, BASE) + "." + Long.toString(arrival, BASE);
    }

    @Override
    public int compareTo(HistoryPlace other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
