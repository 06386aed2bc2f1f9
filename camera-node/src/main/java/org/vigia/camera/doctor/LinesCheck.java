package org.vigia.camera.doctor;

import java.io.IOException;
import java.util.Optional;
import org.vigia.camera.gpio.PiSettings;

/// Whether motion sensor and buzzer can be had, by having them: files do not tell who holds a line.
///
/// @param wired their lines
/// @param runningNode the process that holds them, if one does
/// @param trial has them and lets them go
public record LinesCheck(PiSettings wired, Optional<String> runningNode, Trial trial)
        implements Check {
    /// Tries the lines.
    public interface Trial {
        /// Tries them; nothing sounds or moves.
        ///
        /// @throws IOException when they cannot be had, in words
        void go() throws IOException;
    }

    @Override
    public Outcome look(Words words) {
        if (runningNode.isPresent()) {
            return words.ok("lines.held", runningNode.get());
        }
        try {
            trial.go();
            return words.ok("lines", wired.pir(), wired.buzzer());
        } catch (IOException e) {
            return words.fail("lines.not", String.valueOf(e.getMessage()));
        }
    }
}
