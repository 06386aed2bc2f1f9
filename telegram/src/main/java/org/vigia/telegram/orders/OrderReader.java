package org.vigia.telegram.orders;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.text.Language;

/// Texts → orders. Any text may come.
final class OrderReader {
    static final Duration SHORTEST_CLIP = Duration.ofSeconds(3);
    static final Duration LONGEST_CLIP = Duration.ofSeconds(60);
    static final Duration SHORTEST_SNOOZE = Duration.ofMinutes(1);
    static final Duration LONGEST_SNOOZE = Duration.ofHours(24);

    private static final Duration USUAL_CLIP = Duration.ofSeconds(10);
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern FIRST =
            Pattern.compile("/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,4})s?");
    private static final Pattern TIME = Pattern.compile("(?:([0-9]{1,4})h)?(?:([0-9]{1,4})m?)?");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final List<String> ON = List.of("on", "sí", "si", "1");
    private static final List<String> OFF = List.of("off", "no", "0");
    private static final Map<String, Direction> DIRECTIONS =
            Map.ofEntries(
                    Map.entry("left", Direction.LEFT),
                    Map.entry("izquierda", Direction.LEFT),
                    Map.entry("esquerra", Direction.LEFT),
                    Map.entry("center", Direction.CENTER),
                    Map.entry("centre", Direction.CENTER),
                    Map.entry("centro", Direction.CENTER),
                    Map.entry("right", Direction.RIGHT),
                    Map.entry("derecha", Direction.RIGHT),
                    Map.entry("dreta", Direction.RIGHT));

    private final String bot;

    /// @param bot our own user name, without the `@`
    OrderReader(String bot) {
        this.bot = bot;
    }

    /// Never throws, whatever the text.
    Reading read(String text) {
        List<String> words = SPACE.splitAsStream(text).filter(w -> !w.isEmpty()).limit(4).toList();
        Matcher first = FIRST.matcher(words.isEmpty() ? "" : words.getFirst());
        if (!first.matches()) {
            return new Reading.NotForUs();
        }
        String addressed = first.group(2);
        if (addressed != null && !addressed.equalsIgnoreCase(bot)) {
            return new Reading.NotForUs();
        }
        Optional<Verb> verb = Verb.of(first.group(1));
        if (verb.isEmpty()) {
            return new Reading.Unknown();
        }
        List<String> rest = words.subList(1, words.size());
        Optional<Order> order =
                rest.size() > 1
                        ? Optional.empty()
                        : order(verb.get(), rest.isEmpty() ? "" : rest.getFirst());
        return order.isPresent()
                ? new Reading.Understood(order.get())
                : new Reading.Misused(verb.get());
    }

    /// @param word what stands behind the verb; empty for nothing
    private static Optional<Order> order(Verb verb, String word) {
        String small = word.toLowerCase(Locale.ROOT);
        return switch (verb) {
            case ARM -> bare(new Order.Arm(), word);
            case DISARM -> bare(new Order.Disarm(), word);
            case STATUS -> bare(new Order.Status(), word);
            case PHOTO -> bare(new Order.Photo(), word);
            case LOG -> bare(new Order.Log(), word);
            case STOP -> bare(new Order.Stop(), word);
            case HELP -> bare(new Order.Help(), word);
            case CLIP -> clip(small).map(Order.Clip::new);
            case SIREN -> onOff(small).map(Order.Siren::new);
            case PAN -> Optional.ofNullable(DIRECTIONS.get(small)).map(Order.Pan::new);
            case SNOOZE -> snooze(small).map(Order.Snooze::new);
            case LANGUAGE -> Language.coded(small).map(Order.Speak::new);
            case START ->
                    word.isEmpty() || CODE.matcher(word).matches()
                            ? Optional.of(new Order.Start(word))
                            : Optional.empty();
        };
    }

    private static Optional<Order> bare(Order order, String word) {
        return word.isEmpty() ? Optional.of(order) : Optional.empty();
    }

    private static Optional<Duration> clip(String word) {
        if (word.isEmpty()) {
            return Optional.of(USUAL_CLIP);
        }
        Matcher seconds = SECONDS.matcher(word);
        return seconds.matches()
                ? within(
                        Duration.ofSeconds(Long.parseLong(seconds.group(1))),
                        SHORTEST_CLIP,
                        LONGEST_CLIP)
                : Optional.empty();
    }

    private static Optional<Duration> snooze(String word) {
        if (OFF.contains(word)) {
            return Optional.of(Duration.ZERO);
        }
        Matcher time = TIME.matcher(word);
        return time.matches()
                ? within(
                        Duration.ofHours(number(time.group(1))).plusMinutes(number(time.group(2))),
                        SHORTEST_SNOOZE,
                        LONGEST_SNOOZE)
                : Optional.empty();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Duration> within(Duration time, Duration least, Duration most) {
        return time.compareTo(least) < 0 || time.compareTo(most) > 0
                ? Optional.empty()
                : Optional.of(time);
    }

    private static Optional<Boolean> onOff(String word) {
        if (ON.contains(word)) {
            return Optional.of(true);
        }
        return OFF.contains(word) ? Optional.of(false) : Optional.empty();
    }
}
