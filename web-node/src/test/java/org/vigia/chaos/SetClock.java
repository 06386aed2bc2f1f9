package org.vigia.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The wall clock of one node's process, set from outside by [ClockAgent]; its monotonic clock goes
/// on as it is.
///
/// @param agent the agent's jar
/// @param offset the file with the seconds to add
record SetClock(Path agent, Path offset) {
    /// Makes one that is right at first.
    ///
    /// @param folder where its files go
    /// @param node the node's name
    static SetClock of(Path folder, String node) throws IOException {
        SetClock clock = new SetClock(folder.resolve("clock.jar"), folder.resolve(node + ".clock"));
        clock.pack();
        clock.set(0);
        return clock;
    }

    /// What the process needs in its environment.
    Map<String, String> environment() {
        return Map.of("JDK_JAVA_OPTIONS", "-javaagent:%s=%s".formatted(agent, offset));
    }

    /// From now on the clock is off by so many seconds.
    void set(long seconds) throws IOException {
        Path fresh = offset.resolveSibling(offset.getFileName() + ".new");
        Files.writeString(fresh, Long.toString(seconds));
        Files.move(fresh, offset, StandardCopyOption.ATOMIC_MOVE);
    }

    private void pack() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ClockAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(agent);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (Class<?> part : List.of(ClockAgent.class, ShiftedClock.class)) {
                String name = part.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in =
                        Objects.requireNonNull(part.getClassLoader().getResourceAsStream(name))) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }
}
