package org.vigia.camera.gpio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be seen of the machine without any library.
///
/// @param model the file that names it
/// @param devices the folder of device files
record Machine(Path model, Path devices) {
    static Machine here() {
        return new Machine(Path.of("/proc/device-tree/model"), Path.of("/dev"));
    }

    /// @throws IOException when it is no Pi whose GPIO this user may use, in words
    void check() throws IOException {
        List<Path> chips = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(devices, "gpiochip*")) {
            found.forEach(chips::add);
        }
        GpioTrouble.checkMachine(
                name(),
                chips.size(),
                chips.stream().allMatch(c -> Files.isReadable(c) && Files.isWritable(c)));
    }

    private @Nullable String name() {
        try {
            return Files.readString(model).replace("\0", "").strip();
        } catch (IOException e) {
            return null;
        }
    }
}
