package org.vigia.camera.pwm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What is done to files of sysfs, apart from the kernel behind them.
interface Sysfs {
    /// The content without its line end.
    ///
    /// @throws IOException when the file is missing or the kernel refuses
    String read(Path file) throws IOException;

    /// One write, which the kernel takes or refuses as a whole.
    ///
    /// @throws IOException when it refuses; the message ends with the reason's words (strerror)
    void write(Path file, String value) throws IOException;

    boolean exists(Path file);

    /// Whether this process may write the file.
    boolean writable(Path file);

    /// The names in a folder; none where it is missing.
    List<String> names(Path folder);

    /// Where a link leads in the end, as the kernel names the device; the path itself where it
    /// cannot be told.
    Path real(Path link);
}
