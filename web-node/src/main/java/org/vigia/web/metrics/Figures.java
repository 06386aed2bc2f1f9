package org.vigia.web.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Figures in Prometheus' text form 0.0.4: of each name its help, its type and its samples,
/// together. See https://prometheus.io/docs/instrumenting/exposition_formats/.
final class Figures {
    private static final Pattern NAME = Pattern.compile("vigia_[a-z][a-z0-9_]*");

    private final Map<String, Family> families = new LinkedHashMap<>();

    /// Whether a figure may go down.
    private enum Type {
        GAUGE,
        COUNTER
    }

    private record Family(Type type, String help, List<String> samples) {}

    /// Adds a figure that goes up and down; nothing where it is not known.
    ///
    /// @param labels names and values in turn
    void gauge(String name, String help, @Nullable Number value, String... labels) {
        add(Type.GAUGE, name, help, value, labels);
    }

    /// Adds whether something holds; nothing where it is not known.
    void flag(String name, String help, @Nullable Boolean value, String... labels) {
        add(Type.GAUGE, name, help, value == null ? null : value ? 1 : 0, labels);
    }

    /// Adds a figure that grows until this node starts anew; its name ends in `_total`.
    void counter(String name, String help, long value, String... labels) {
        if (!name.endsWith("_total")) {
            throw new IllegalArgumentException("a counter's name ends in _total: " + name);
        }
        add(Type.COUNTER, name, help, value, labels);
    }

    private void add(
            Type type, String name, String help, @Nullable Number value, String... labels) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a figure's name: " + name);
        }
        Family family =
                families.computeIfAbsent(name, n -> new Family(type, help, new ArrayList<>()));
        if (value != null) {
            family.samples().add(name + labels(labels) + " " + value);
        }
    }

    private static String labels(String... labels) {
        if (labels.length == 0) {
            return "";
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < labels.length; i += 2) {
            String value =
                    labels[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            pairs.add(labels[i] + "=\"" + value + "\"");
        }
        return "{" + String.join(",", pairs) + "}";
    }

    /// All of them; names of which nothing is known are left out.
    String text() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, family) -> {
            if (!family.samples().isEmpty()) {
                text.append("# HELP ").append(name).append(' ').append(family.help()).append('\n');
                text.append("# TYPE ").append(name).append(' ');
                text.append(family.type().name().toLowerCase(Locale.ROOT)).append('\n');
                family.samples().forEach(sample -> text.append(sample).append('\n'));
            }
        });
        return text.toString();
    }
}
