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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path options = Running.root().resolve("scripts/jvm-options");
        command.add("@" + options);
        Path own = options.resolveSibling("jvm-options." + node);
        if (Files.exists(own)) {
            command.add("@" + own);
        }
        command.addAll(NodeJvm.added());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar(node).toString(), "--config", config.toString(), "run"));
        return Running.start(
                Files.createTempFile(config.toAbsolutePath().getParent(), node, ".log"), command);
    }

    private static Path jar(String node) throws IOException {
        Path target = Running.root().resolve(node + "-node/target");
        try (var jars = Files.newDirectoryStream(target, "vigia-" + node + "-*[0-9].jar")) {
            return jars.iterator().next();
        }
    }
}
