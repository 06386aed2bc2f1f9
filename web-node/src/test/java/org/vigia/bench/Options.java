package org.vigia.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a bench was asked on the command line: a folder for everything that it makes, then pairs of
/// words.
///
/// @param folder empty, and removed afterwards
/// @param values by the option's name
record Options(Path folder, Map<String, String> values) {
    /// Reads them. From here on what the bench starts ends with it ([Offspring]).
    ///
    /// @param known the options that this bench has
    /// @throws IllegalArgumentException for any other, and for one without a value
    static Options of(String[] arguments, String... known) {
        Offspring.endsWithThisProcess();
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            if (!Set.of(known).contains(arguments[i])) {
                throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " wants a value");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new Options(Path.of(arguments[0]), Map.copyOf(values));
    }

    Optional<String> word(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /// A number of at least one.
    int number(String option, int usual) {
        int value = word(option).map(Integer::parseInt).orElse(usual);
        if (value < 1) {
            throw new IllegalArgumentException(option + ": must be at least 1, was " + value);
        }
        return value;
    }

    Duration seconds(int usual) {
        return Duration.ofSeconds(number("--seconds", usual));
    }
}
