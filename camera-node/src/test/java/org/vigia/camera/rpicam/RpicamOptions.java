package org.vigia.camera.rpicam;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The command line of `rpicam-vid`, with its defaults and its complaints. Options that Vigía has
/// no use for are refused although the real program knows them: nobody has looked at what they do.
final class RpicamOptions {
    private static final Map<String, String> SHORT =
            Map.of(
                    "-n",
                    "--nopreview",
                    "-t",
                    "--timeout",
                    "-o",
                    "--output",
                    "-b",
                    "--bitrate",
                    "-g",
                    "--intra");
    private static final Set<String> FLAGS =
            Set.of("--nopreview", "--inline", "--flush", "--hflip", "--vflip", "--low-latency");
    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("--timeout", "5sec"),
                    Map.entry("--width", "0"),
                    Map.entry("--height", "0"),
                    Map.entry("--framerate", "-1"),
                    Map.entry("--intra", "0"),
                    Map.entry("--bitrate", "0bps"),
                    Map.entry("--codec", "h264"),
                    Map.entry("--libav-format", ""),
                    Map.entry("--save-pts", ""),
                    Map.entry("--output", ""),
                    Map.entry("--exposure", "normal"),
                    Map.entry("--ev", "0"),
                    Map.entry("--saturation", "1"));
    private static final Set<String> WHOLE = Set.of("--width", "--height", "--intra");
    private static final Set<String> DECIMAL = Set.of("--framerate", "--ev", "--saturation");

    private final Map<String, String> given = new HashMap<>(VALUES);

    RpicamOptions(String... words) throws Complaint {
        Set<String> seen = new java.util.HashSet<>();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (!word.startsWith("-") || word.equals("-")) {
                throw new Complaint(
                        "too many positional options have been specified on the command line");
            }
            String name = SHORT.getOrDefault(word, word);
            if (!FLAGS.contains(name) && !VALUES.containsKey(name)) {
                throw new Complaint("unrecognised option '" + word + "'");
            }
            if (!seen.add(name)) {
                throw new Complaint("option '" + name + "' cannot be specified more than once");
            }
            if (FLAGS.contains(name)) {
                given.put(name, "true");
            } else if (i + 1 == words.length) {
                throw new Complaint("the required argument for option '" + name + "' is missing");
            } else {
                given.put(name, checked(name, words[++i]));
            }
        }
        check();
    }

    private static String checked(String name, String value) throws Complaint {
        boolean bad =
                (WHOLE.contains(name) && !value.matches("\\d{1,9}"))
                        || (DECIMAL.contains(name) && !value.matches("[+-]?\\d+(\\.\\d+)?"));
        if (bad) {
            throw new Complaint(
                    "the argument ('%s') for option '%s' is invalid".formatted(value, name));
        }
        return value;
    }

    private void check() throws Complaint {
        if (!Set.of("h264", "libav", "mjpeg", "yuv420").contains(codec())) {
            throw new Complaint("unrecognised codec " + codec());
        }
        if (!Set.of("normal", "sport", "short", "long", "custom").contains(text("--exposure"))) {
            throw new Complaint("Invalid exposure mode:" + text("--exposure"));
        }
        if (!text("--bitrate").matches("\\d+(\\.\\d+)?(bps|b|kbps|k|K|mbps|m|M)?")) {
            throw new Complaint("Invalid bitrate string provided");
        }
        if (!text("--timeout").matches("\\d+(\\.\\d+)?(min|sec|s|ms|us|ns)?")) {
            throw new Complaint("Invalid time string provided");
        }
    }

    boolean flag(String name) {
        return given.containsKey(name);
    }

    String text(String name) {
        return given.getOrDefault(name, "");
    }

    String codec() {
        return text("--codec").toLowerCase(Locale.ROOT);
    }

    /// A number, or `fallback` where it is 0, which stands for "not given".
    int number(String name, int fallback) {
        int value = (int) Double.parseDouble(text(name).replaceAll("[a-z]+$", ""));
        return value <= 0 ? fallback : value;
    }

    /// What ends the program.
    static final class Complaint extends Exception {
        private static final long serialVersionUID = 1L;

        Complaint(String message) {
            super(message);
        }
    }
}
