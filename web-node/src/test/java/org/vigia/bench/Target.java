package org.vigia.bench;

import java.util.Locale;

/// What was wanted of a figure, beside what it was.
///
/// @param what the figure
/// @param most the most that it should be
/// @param unit of both
record Target(String what, double most, String unit) {
    /// A line of a list that says whether it was met.
    String verdict(double was) {
        return String.format(
                Locale.ROOT,
                "- %s: %s, target %s: %s%n",
                what,
                (number(was) + " " + unit).strip(),
                number(most),
                was <= most ? "met" : "missed");
    }

    private static String number(double value) {
        return value >= 10
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
