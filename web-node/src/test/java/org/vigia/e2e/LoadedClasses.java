package org.vigia.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What classes a node has loaded, as `jcmd` lists them.
///
/// @param names as Java writes them
/// @param brought those of them that are not the JDK's but ours and the libraries'
public record LoadedClasses(List<String> names, List<String> brought) {
    public LoadedClasses {
        names = List.copyOf(names);
        brought = List.copyOf(brought);
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
        List<Loaded> all = said.lines().map(Loaded::of).toList();
        String application =
                all.stream()
                        .filter(one -> one.name().startsWith("org.vigia."))
                        .findFirst()
                        .orElseThrow()
                        .loader();
        return new LoadedClasses(
                all.stream().map(Loaded::name).toList(),
                all.stream()
                        .filter(one -> one.loader().equals(application))
                        .map(Loaded::name)
                        .toList());
    }

    /// A line of the list: `|--name/loader`, a hidden class `|--name/address/loader`.
    private record Loaded(String name, String loader) {
        static Loaded of(String line) {
            String words = line.replaceFirst("^[|\\- ]*", "").replaceFirst(" \\(intf\\)$", "");
            return new Loaded(words.replaceFirst("/.*", ""), words.replaceFirst(".*/", ""));
        }
    }

    /// Those of these packages, and of what lies in them.
    public List<String> within(String... packages) {
        return names.stream()
                .filter(n -> Arrays.stream(packages).anyMatch(p -> n.startsWith(p + '.')))
                .toList();
    }
}
