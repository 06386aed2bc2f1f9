package org.vigia.camera.diagnosis;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which process has a file open, as far as this user may see.
final class OpenFiles {
    private OpenFiles() {}

    /// A process other than this one.
    ///
    /// @param proc where the kernel shows processes
    /// @param file what its open file's name matches
    /// @return its name and number, e.g. `motion (process 812)`
    static Optional<String> holder(Path proc, Pattern file) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, file)) {
                    return Optional.of(
                            "%s (process %s)".formatted(name(process), process.getFileName()));
                }
            }
        } catch (IOException e) {
            // A machine that shows no processes tells no holder.
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, Pattern file) {
        if (process.getFileName().toString().equals(Long.toString(ProcessHandle.current().pid()))) {
            return false;
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                if (file.matcher(Files.readSymbolicLink(descriptor).toString()).matches()) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's process, or one that has just ended.
        }
        return false;
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "?";
        }
    }
}
