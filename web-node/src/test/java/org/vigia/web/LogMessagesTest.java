package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each warning and error of the sources stands in docs/log.md, and nothing else does.
class LogMessagesTest {
    private static final Pattern LOGGED =
            Pattern.compile("\\bLOG\\s*\\.(?:warn|error)\\((.*?)\\)\\s*;", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PHRASE = Pattern.compile("`([^`]+)`");

    /// What a call says: its texts one after the other, `…` for what is filled in.
    private static List<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        for (String module : List.of("shared", "telegram", "camera-node", "web-node")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    Matcher calls = LOGGED.matcher(Files.readString(file));
                    while (calls.find()) {
                        StringBuilder text = new StringBuilder();
                        TEXT.matcher(calls.group(1))
                                .results()
                                .forEach(t -> text.append(t.group(1)));
                        messages.add(text.toString().replace("{}", "…"));
                    }
                }
            }
        }
        return messages;
    }

    private static List<String> phrases() throws IOException {
        List<String> phrases = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/log.md"))) {
            if (line.startsWith("| `")) {
                Matcher phrase = PHRASE.matcher(line.split("\\|", -1)[1]);
                while (phrase.find()) {
                    phrases.add(phrase.group(1));
                }
            }
        }
        return phrases;
    }

    private static boolean says(String message, String phrase) {
        return phrase.matches("[…: ]+") ? message.equals(phrase) : message.contains(phrase);
    }

    @Test
    void eachIsExplainedAndNoneThatIsNotThere() throws IOException {
        List<String> messages = messages();
        List<String> phrases = phrases();
        assertThat(messages).hasSizeGreaterThan(200);
        assertThat(messages)
                .filteredOn(m -> !m.equals("…")) // The words are another's, explained there.
                .filteredOn(m -> phrases.stream().noneMatch(p -> says(m, p)))
                .isEmpty();
        assertThat(phrases).filteredOn(p -> messages.stream().noneMatch(m -> says(m, p))).isEmpty();
    }
}
