package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vigia.e2e.Running;

/// Starts a node as the packages do, without a script in between, whose time would count.
final class NodeLauncher {
    private NodeLauncher() {}

    /// Runs a node until it is closed.
    ///
    /// @param node `camera` or `web`
    /// @param config its file; its log is put beside
    /// @param jvm further options of the JVM
    static Running start(String node, Path config, List<String> jvm) throws IOException {
        List<String> options = new ArrayList<>();
        options.add("@" + options("run"));
        options.add("-XX:CompilerDirectivesFile=" + script("compiler-directives"));
        options.addAll(NodeJvm.added());
        options.addAll(jvm);
        return started(node, config, options);
    }

    /// Runs a node that has the JVM write a start-up cache when it ends.
    static Running rehearse(String node, Path config, Path cache) throws IOException {
        List<String> options = new ArrayList<>();
        options.add("@" + options("rehearse"));
        options.add("-XX:AOTCacheOutput=" + cache);
        options.addAll(NodeJvm.added());
        return started(node, config, options);
    }

    private static Running started(String node, Path config, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + script("jvm-options"));
        if (Files.exists(options(node))) {
            command.add("@" + options(node));
        }
        command.addAll(options);
        command.addAll(List.of("-jar", jar(node).toString(), "--config", config.toString(), "run"));
        return Running.start(
                Files.createTempFile(config.toAbsolutePath().getParent(), node, ".log"), command);
    }

    private static Path options(String of) {
        return script("jvm-options." + of);
    }

    private static Path script(String name) {
        return Running.root().resolve("scripts").resolve(name);
    }

    private static Path jar(String node) throws IOException {
        Path target = Running.root().resolve(node + "-node/target");
        try (var jars = Files.newDirectoryStream(target, "vigia-" + node + "-*[0-9].jar")) {
            return jars.iterator().next();
        }
    }
}
