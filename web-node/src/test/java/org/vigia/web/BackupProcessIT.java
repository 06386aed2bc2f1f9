package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.e2e.Running;
import org.vigia.shared.crypto.Sha256;
import org.vigia.web.store.Evidence;

/// `vigia-web backup` as a process that is killed, and whose disk is full.
@Timeout(180)
class BackupProcessIT {
    private static final long LONG = 1L << 31;
    private static final long BEGUN = 8 << 20;
    private static final int KILLED = 128 + 9;

    @TempDir Path directory;
    private Path yml;
    private Path data;
    private Path usb;

    @BeforeEach
    void fill() throws IOException {
        FilledStore filled = new FilledStore(Files.createDirectory(directory.resolve("here")));
        filled.fill();
        filled.config();
        yml = directory.resolve("here/web.yml");
        data = directory.resolve("here/data");
        usb = Files.createDirectory(directory.resolve("usb"));
    }

    private static Running node(Path yml, Path log, String... words) throws IOException {
        return Running.start(log, command(yml, words));
    }

    private static List<String> command(Path yml, String... words) {
        String node = Running.root().resolve("scripts/web-node").toString();
        List<String> command = new ArrayList<>(List.of(node, "--config", yml.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private String run(int status, Path yml, String... words) throws Exception {
        Path log = Files.createTempFile(directory, words[0], ".log");
        try (Running running = node(yml, log, words)) {
            assertThat(running.exitValue()).as(running.output()).isEqualTo(status);
            return running.output();
        }
    }

    private Map<String, String> hashes() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (String file : Evidence.tree(data)) {
            all.put(file, Sha256.of(data.resolve(file)));
        }
        return all;
    }

    /// A file that takes a backup long, and no room.
    private Path ballast() throws IOException {
        Path ballast = data.resolve("ballast");
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            file.setLength(LONG);
        }
        return ballast;
    }

    @Test
    void aKilledBackupIsNeverTakenForOneAndHurtsNothing() throws Exception {
        Map<String, String> before = hashes();
        Path ballast = ballast();
        Path target = usb.resolve("all.tar");
        Path part = usb.resolve("all.tar.part");
        Path log = directory.resolve("killed.log");
        try (Running killed = node(yml, log, "backup", target.toString())) {
            killed.await("the backup's first megabytes", () -> isBegun(part));
            assertThat(killed.signal("KILL")).contains(KILLED);
        }
        Files.delete(ballast);
        assertThat(hashes()).isEqualTo(before);
        assertThat(Evidence.tree(usb)).containsExactly("all.tar.part");
        assertThat(run(1, yml, "backup", target.toString()))
                .contains("all.tar.part: another backup is being made, or one was killed; delete");

        Path there = Files.createDirectory(directory.resolve("there"));
        Path other = Files.copy(yml, there.resolve("web.yml"));
        Files.writeString(other, "data: " + there + "/data\n");
        assertThat(run(1, other, "restore", part.toString())).contains("the archive is cut short");
        Files.delete(part);
        run(0, yml, "backup", target.toString());
        assertThat(Evidence.tree(usb)).containsExactly("all.tar");
        assertThat(run(0, other, "restore", target.toString())).contains(" arrival 5\n");
        assertThat(run(0, other, "verify")).endsWith("# 5 events, 0 faults\n");
        assertThat(hashes()).isEqualTo(before);
    }

    private static boolean isBegun(Path part) throws IOException {
        return Files.exists(part) && Files.size(part) >= BEGUN;
    }

    /// In namespaces of its own, where anybody may mount.
    @Test
    void onAFullDiskNothingIsLeftAndTheDiskIsNamed() throws Exception {
        Path log = directory.resolve("full.log");
        ballast();
        List<String> words = command(yml, "backup", usb + "/all.tar");
        words.addFirst(usb.toString());
        String script =
                """
                mount -t tmpfs -o size=8m none "$1" && { "${@:2}"; echo status $?; ls -A "$1" | wc -l; }
                """;
        try (Running full = shell(log, List.of("unshare", "-rm"), script, words)) {
            full.exitValue();
            assumeTrue(
                    !full.output().contains("unshare: ") && !full.output().contains("mount: "),
                    full.output());
            assertThat(full.output())
                    .contains(usb + "/all.tar: no backup: ")
                    .contains("No space left on device")
                    .endsWith("status 1\n0\n");
        }
    }

    /// A limit of the process, which a full quota resembles, and which anybody may set.
    @Test
    void whereTheArchiveMayNotGrowNothingIsLeftEither() throws Exception {
        Path log = directory.resolve("limit.log");
        ballast();
        List<String> words = command(yml, "backup", usb + "/all.tar");
        try (Running limited = shell(log, List.of(), "ulimit -f 8192; exec \"$@\"", words)) {
            assertThat(limited.exitValue()).as(limited.output()).isEqualTo(1);
            assertThat(limited.output())
                    .contains(usb + "/all.tar: no backup: ")
                    .contains("File too large");
        }
        assertThat(usb).isEmptyDirectory();
    }

    private static Running shell(Path log, List<String> before, String script, List<String> words)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("bash", "-c", script, "bash"));
        command.addAll(words);
        return Running.start(log, command);
    }
}
