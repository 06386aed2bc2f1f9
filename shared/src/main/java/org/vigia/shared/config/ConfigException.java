package org.vigia.shared.config;

import java.util.List;

/// A configuration that cannot be used. Its message holds every problem, numbered; the program ends
/// with status [#EXIT_STATUS].
public final class ConfigException extends Exception {
    /// `EX_CONFIG` of sysexits.h; systemd is told not to restart on it.
    public static final int EXIT_STATUS = 78;

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /// @param problems at least one, each a line
    public ConfigException(List<String> problems) {
        super(numbered(problems));
        this.problems = List.copyOf(problems);
    }

    /// Each in a line: `file: key: what is wrong`.
    public List<String> problems() {
        return problems;
    }

    private static String numbered(List<String> problems) {
        StringBuilder text = new StringBuilder();
        text.append(
                problems.size() == 1
                        ? "1 problem in the configuration:"
                        : problems.size() + " problems in the configuration:");
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n  ").append(i + 1).append(". ").append(problems.get(i));
        }
        return text.toString();
    }
}
