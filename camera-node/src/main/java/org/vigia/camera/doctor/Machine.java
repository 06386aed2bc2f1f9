package org.vigia.camera.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the kernel shows of the machine in files.
///
/// @param root `/`, or a folder that stands for it
/// @param user whom the doctor runs as
/// @param pid the doctor's own process
public record Machine(Path root, String user, long pid) {
    /// This one.
    public static Machine here() {
        return new Machine(
                Path.of("/"), System.getProperty("user.name", "?"), ProcessHandle.current().pid());
    }

    Path at(String path) {
        return root.resolve(path);
    }

    /// A small file's text without zero bytes; empty where it cannot be read.
    String text(String path) {
        try {
            return Files.readString(at(path), StandardCharsets.UTF_8).replace("\0", " ").strip();
        } catch (IOException e) {
            return "";
        }
    }

    /// What is in a folder, by a pattern of names, in order.
    List<Path> list(String folder, String names) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(folder), names)) {
            entries.forEach(found::add);
        } catch (IOException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }

    /// What stands between a user and a group's devices.
    enum Membership {
        /// Nothing.
        HELD,
        /// The user is in the group, but this process was begun before.
        NOT_YET,
        NONE
    }

    /// What the kernel says of this process decides; root needs no group.
    Membership member(String group) {
        if (user.equals("root")) {
            return Membership.HELD;
        }
        List<String> entry =
                entries("etc/group", 4)
                        .filter(f -> f.getFirst().equals(group))
                        .findFirst()
                        .orElse(List.of("", "", "", ""));
        String id = entry.get(2);
        boolean listed =
                List.of(entry.get(3).split(",", -1)).contains(user)
                        || entries("etc/passwd", 4)
                                .anyMatch(f -> f.getFirst().equals(user) && f.get(3).equals(id));
        List<String> held =
                text("proc/" + pid + "/status")
                        .lines()
                        .filter(line -> line.startsWith("Gid:") || line.startsWith("Groups:"))
                        .flatMap(line -> Stream.of(line.split("\\s+", -1)))
                        .toList();
        if (!id.isEmpty() && (held.contains(id) || (held.isEmpty() && listed))) {
            return Membership.HELD;
        }
        return listed && !id.isEmpty() ? Membership.NOT_YET : Membership.NONE;
    }

    private Stream<List<String>> entries(String file, int fields) {
        return text(file)
                .lines()
                .map(line -> List.of(line.split(":", -1)))
                .filter(f -> f.size() >= fields);
    }

    /// The process of a running `vigia-camera run`, if there is one.
    public Optional<String> runningNode() {
        for (Path process : list("proc", "[0-9]*")) {
            String number = process.getFileName().toString();
            if (!number.equals(Long.toString(pid)) && isNode(text("proc/" + number + "/cmdline"))) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    private static boolean isNode(String commandLine) {
        return commandLine.matches(
                ".*(org\\.vigia\\.camera\\.Main|vigia-camera[^ /]*\\.jar)( --config \\S+)? run("
                        + " .*)?");
    }
}
