package org.vigia.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What classes a node has loaded, as `jcmd` lists them.
///
/// @param names as Java writes them
public record LoadedClasses(List<String> names) {
    public LoadedClasses {
        names = List.copyOf(names);
    }

    /// Those of a process of this user's.
    public static LoadedClasses of(Running node) throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(node.pid()),
                                "VM.class_hierarchy")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return new LoadedClasses(
                said.lines()
                        .map(l -> l.replaceFirst("^[|\\- ]*", "").replaceFirst("/.*", ""))
                        .toList());
    }

    /// Those of these packages, and of what lies in them.
    public List<String> within(String... packages) {
        return names.stream()
                .filter(n -> Arrays.stream(packages).anyMatch(p -> n.startsWith(p + '.')))
                .toList();
    }
}
