package org.vigia.web.picture;

/// How a caged program has ended.
sealed interface Outcome {
    /// By itself, or by a limit of the kernel's (status 128 + signal).
    ///
    /// @param lastError one line of printable ASCII; anything else becomes `?`, since whoever made
    ///   the bytes may have made the decoder say something to whoever reads the log
    record Ended(int status, byte[] output, String lastError) implements Outcome {
        public Ended {
            lastError = lastError.replaceAll("[^\\x20-\\x7e]", "?");
        }
    }

    /// It was stopped: it ran too long or wrote too much.
    record Stopped(String why) implements Outcome {}
}
