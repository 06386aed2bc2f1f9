package org.vigia.camera.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.remote.Button;

/// The text of `remote.bindings`, changed line by line, so that the owner's comments, order and
/// spacing stay. Understands blocks (one key a line), which is how the sample file is written; what
/// it does to other texts is found out by reading the result.
final class BindingsBlock {
    private static final Pattern REMOTE = Pattern.compile("remote:\\s*(#.*)?");
    private static final Pattern BINDINGS = Pattern.compile("( +)bindings:\\s*(#.*)?");
    private static final Pattern BINDING =
            Pattern.compile("( +)([\"']?)([a-z0-9]+)\\2:(\\s+)[^\\s#]+(\\s.*)?");

    private BindingsBlock() {}

    /// The text with these buttons bound.
    static String with(String yaml, Map<Button, NecCode> learned) {
        List<String> lines = new ArrayList<>(yaml.lines().toList());
        int remote = find(lines, 0, lines.size(), REMOTE);
        if (remote < 0) {
            if (!lines.isEmpty() && !lines.getLast().isBlank()) {
                lines.add("");
            }
            lines.add("remote:");
            remote = lines.size() - 1;
        }
        int remoteEnd = end(lines, remote);
        int bindings = find(lines, remote + 1, remoteEnd, BINDINGS);
        if (bindings < 0) {
            bindings = remote + 1;
            lines.add(bindings, " ".repeat(indent(lines, remote, remoteEnd, 2)) + "bindings:");
        }
        bind(lines, bindings, learned);
        return String.join("\n", lines) + "\n";
    }

    /// The lines for somebody to put in by hand.
    static String byHand(Map<Button, NecCode> learned) {
        return with("", learned);
    }

    private static void bind(List<String> lines, int bindings, Map<Button, NecCode> learned) {
        Map<Button, NecCode> missing = new TreeMap<>(learned);
        int last = bindings;
        int end = end(lines, bindings);
        for (int i = bindings + 1; i < end; i++) {
            Matcher line = BINDING.matcher(lines.get(i));
            if (!line.matches()) {
                continue;
            }
            last = i;
            Optional<Button> button = Button.labelled(line.group(3));
            NecCode code = button.map(missing::remove).orElse(null);
            if (code != null) {
                String quote = line.group(2);
                String rest = line.group(5) == null ? "" : line.group(5);
                lines.set(
                        i,
                        line.group(1)
                                + quote
                                + line.group(3)
                                + quote
                                + ":"
                                + line.group(4)
                                + code
                                + rest);
            }
        }
        int deep = indent(lines, bindings, end, depth(lines.get(bindings)) + 2);
        for (Map.Entry<Button, NecCode> entry : missing.entrySet()) {
            String label = entry.getKey().label();
            String key = Character.isDigit(label.charAt(0)) ? "\"" + label + "\"" : label;
            last++;
            lines.add(last, " ".repeat(deep) + key + ": " + entry.getValue());
        }
    }

    /// The line after the last that belongs to the key of line `at`, trailing blanks and comments
    /// not counted.
    private static int end(List<String> lines, int at) {
        int depth = depth(lines.get(at));
        int end = at + 1;
        for (int i = at + 1; i < lines.size(); i++) {
            if (says(lines.get(i))) {
                if (depth(lines.get(i)) <= depth) {
                    break;
                }
                end = i + 1;
            }
        }
        return end;
    }

    private static int indent(List<String> lines, int from, int end, int usual) {
        for (int i = from + 1; i < end; i++) {
            if (says(lines.get(i))) {
                return depth(lines.get(i));
            }
        }
        return usual;
    }

    private static int find(List<String> lines, int from, int to, Pattern pattern) {
        for (int i = from; i < to; i++) {
            if (pattern.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    private static boolean says(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }
}
