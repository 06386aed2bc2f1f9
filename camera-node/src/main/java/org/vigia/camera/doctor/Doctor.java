package org.vigia.camera.doctor;

import java.io.PrintStream;
import java.util.List;

/// Runs checks in order and prints a line for each.
public final class Doctor {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final List<Check> checks;
    private final Words words;
    private final PrintStream out;
    private final boolean coloured;

    /// @param checks in the order of their lines
    /// @param words the owner's language
    /// @param out where the lines go
    /// @param coloured whether `out` shows colours: a terminal
    public Doctor(List<Check> checks, Words words, PrintStream out, boolean coloured) {
        this.checks = List.copyOf(checks);
        this.words = words;
        this.out = out;
        this.coloured = coloured;
    }

    /// Looks at everything.
    ///
    /// @return the exit status: 0 when all is well, otherwise 1
    public int examine() throws InterruptedException {
        int status = 0;
        for (Check check : checks) {
            switch (check.look(words)) {
                case Outcome.Ok ok ->
                        out.println(tinted(GREEN, "ok  ") + " " + oneLine(ok.found()));
                case Outcome.Fail fail -> {
                    status = 1;
                    out.println(
                            "%s %s; %s %s"
                                    .formatted(
                                            tinted(RED, "FAIL"),
                                            oneLine(fail.wrong()),
                                            words.say("mend"),
                                            oneLine(fail.mend())));
                }
            }
            out.flush();
        }
        return status;
    }

    private String tinted(String colour, String text) {
        return coloured ? colour + text + PLAIN : text;
    }

    // What programs and networks say may hold anything; a terminal is not to obey it.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
