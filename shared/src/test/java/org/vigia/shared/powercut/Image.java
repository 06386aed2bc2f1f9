package org.vigia.shared.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// A disk as it is found when the power is back.
///
/// @param nodes files and folders by path, the same for hard links
/// @param rest what is found of unsynced bytes
/// @param text what has reached the disk, for messages
record Image(Map<String, Node> nodes, Node.Rest rest, String text) {
    /// @param disk when the power went
    /// @param reached which of its unsynced renamings are on the disk
    static Image of(Disk disk, List<Disk.Renaming> reached, Node.Rest rest, String text) {
        Map<Node, Map<String, Node>> changed = new HashMap<>();
        for (Disk.Renaming renaming : reached) {
            for (Disk.Naming naming : renaming.namings()) {
                Map<String, Node> entries =
                        changed.computeIfAbsent(
                                naming.folder(), folder -> new TreeMap<>(kept(folder)));
                Node node = naming.node();
                if (node == null) {
                    entries.remove(naming.name());
                } else {
                    entries.put(naming.name(), node);
                }
            }
        }
        Map<String, Node> nodes = new TreeMap<>();
        collect(disk.root, "", changed, nodes);
        return new Image(nodes, rest, text);
    }

    private static Map<String, Node> kept(Node folder) {
        return folder.kept == null ? Map.of() : folder.kept;
    }

    private static void collect(
            Node folder,
            String path,
            Map<Node, Map<String, Node>> changed,
            Map<String, Node> nodes) {
        changed.getOrDefault(folder, kept(folder))
                .forEach((name, node) -> {
                    nodes.put(path + name, node);
                    if (node.entries != null) {
                        collect(node, path + name + "/", changed, nodes);
                    }
                });
    }

    /// Two images with the same digest are the same.
    String digest() {
        StringBuilder digest = new StringBuilder();
        nodes.forEach((path, node) -> {
            CRC32 sum = new CRC32();
            byte[] content = node.content(rest);
            sum.update(content);
            digest.append(path)
                    .append(' ')
                    .append(content.length)
                    .append(' ')
                    .append(sum.getValue())
                    .append('\n');
        });
        return digest.toString();
    }

    /// Writes it into `folder`, in place of what is there.
    void write(Path folder) throws IOException {
        clear(folder);
        Files.createDirectories(folder);
        Map<Node, Path> written = new HashMap<>();
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            Path path = folder.resolve(entry.getKey());
            Node node = entry.getValue();
            Path first = written.putIfAbsent(node, path);
            if (node.entries != null) {
                Files.createDirectory(path);
            } else if (first != null) {
                Files.createLink(path, first);
            } else {
                Files.write(path, node.content(rest));
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var walk = Files.walk(folder)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
