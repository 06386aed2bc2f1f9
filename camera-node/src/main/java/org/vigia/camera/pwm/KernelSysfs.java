package org.vigia.camera.pwm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The running kernel's.
final class KernelSysfs implements Sysfs {
    @Override
    public String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    @Override
    public void write(Path file, String value) throws IOException {
        // Neither creating nor truncating: sysfs knows neither.
        Files.write(file, value.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public boolean writable(Path file) {
        return Files.isWritable(file);
    }

    @Override
    public List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(e -> e.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return link;
        }
    }
}
