package org.vigia.shared.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.shared.process.ChildProcess;

/// Holds what a package says about its command to what the command itself says: each command of the
/// usage text has its place in the manual page, and bash completes each word of it.
///
/// @param help the usage text
/// @param packaging the package's folder
/// @param name the command's, e.g. `vigia-web`
public record ShippedCommand(String help, Path packaging, String name) {
    private static final Pattern LINE = Pattern.compile("(?m)^  (\\S+(?: \\S+)*)(?:  .*|)$");
    private static final String COMPLETE =
            "source \"$1\"; COMP_WORDS=(\"${@:2}\"); COMP_CWORD=$(($# - 2));"
                    + " \"_${2//-/_}\" \"$2\" \"${!#}\"; printf '%s\\n' \"${COMPREPLY[@]}\"";

    /// Both.
    public void check() throws IOException, InterruptedException {
        assertThat(commands()).hasSizeGreaterThan(4);
        eachCommandStandsInTheManualPage();
        eachWordIsCompleted();
        nothingElseIsOffered();
    }

    private List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        Matcher lines = LINE.matcher(help);
        while (lines.find()) {
            String words = lines.group(1).replaceAll(" *\\[.*", "").replace(",", "");
            if (words.startsWith("--")) {
                for (String option : words.split(" ", -1)) {
                    commands.add(List.of(option));
                }
            } else {
                commands.add(List.of(words.split(" ", -1)));
            }
        }
        return commands;
    }

    private void eachCommandStandsInTheManualPage() throws IOException {
        String page = Files.readString(packaging.resolve(name + ".1"));
        String plain = page.replaceAll("\\b(Cm|Ar|Fl|Op|Ns) ", "").replace("\\-", "-");
        for (List<String> command : commands()) {
            String first = command.getFirst();
            String wanted =
                    first.startsWith("--")
                            ? first.substring(1)
                            : ".It "
                                    + String.join(" ", command)
                                            .replaceAll(" --?", " -")
                                            .replaceAll("\\|", " | ")
                                            .toLowerCase(java.util.Locale.ROOT);
            assertThat(plain).as("%s.1 on %s", name, command).contains(wanted);
        }
    }

    private void eachWordIsCompleted() throws IOException, InterruptedException {
        for (List<String> command : commands()) {
            for (int i = 0; i < command.size(); i++) {
                String word = command.get(i);
                if (!word.matches("[A-Z]+")) {
                    String one = word.split("\\|", -1)[0];
                    assertThat(offered(typed(command.subList(0, i)), one.substring(0, 1)))
                            .as("completion of %s after %s", word, command.subList(0, i))
                            .contains(one);
                }
            }
        }
    }

    private void nothingElseIsOffered() throws IOException, InterruptedException {
        Set<String> first = new TreeSet<>(List.of("--config"));
        commands().forEach(c -> first.add(c.getFirst()));
        assertThat(offered(List.of(), "")).containsExactlyInAnyOrderElementsOf(first);
    }

    private static List<String> typed(List<String> words) {
        return words.stream().map(w -> w.matches("[A-Z]+") ? "1" : w).toList();
    }

    private List<String> offered(List<String> before, String begun)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "-c", COMPLETE, "bash"));
        line.add(packaging.resolve("completion").toString());
        line.add(name);
        line.addAll(before);
        line.add(begun);
        try (ChildProcess bash = new ChildProcess("completion", line)) {
            bash.start();
            String text = new String(bash.stdout().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bash.await(Duration.ofSeconds(30))).hasValue(0);
            return text.lines().toList();
        }
    }
}
