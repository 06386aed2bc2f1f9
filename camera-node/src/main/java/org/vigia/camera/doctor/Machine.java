package org.vigia.camera.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// Whether the user is in a group, by `/etc/group`; root needs none.
    boolean mayAsMember(String group) {
        return user.equals("root")
                || text("etc/group")
                        .lines()
                        .map(line -> line.split(":", -1))
                        .anyMatch(f ->
                                f.length >= 4
                                        && f[0].equals(group)
                                        && List.of(f[3].split(",", -1)).contains(user));
    }

    /// The process of a running `camera-node run`, if there is one.
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
