package org.vigia.web;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.time.Pace;
import org.vigia.web.backup.Backup;
import org.vigia.web.backup.Restore;
import org.vigia.web.config.WebConfig;

/// `vigia-web backup` and `vigia-web restore`.
final class BackupCommands {
    private static final int BUFFER = 256 * 1024;
    private static final String PIPE = "-";
    private static final int ALTERED = 3;
    private static final String SHELL = "use - and let your shell open the file";

    /// Settings that name files beside the configuration.
    private static final Map<String, String> NAMED =
            Map.of(
                    "telegram.token-file", "token-file",
                    "site.certificate", "certificate",
                    "site.key", "key");

    private final Path file;
    private final WebConfig config;
    private final InputStream in;
    private final PrintStream told;

    /// @param file the configuration's
    /// @param in where an archive called `-` comes from
    /// @param told what happens, since standard output may be the archive
    BackupCommands(Path file, WebConfig config, InputStream in, PrintStream told) {
        this.file = file;
        this.config = config;
        this.in = in;
        this.told = told;
    }

    static boolean knows(List<String> words) {
        return words.size() == 2 && Set.of("backup", "restore").contains(words.getFirst());
    }

    int run(List<String> words) throws IOException, InterruptedException {
        if (words.getFirst().equals("backup")) {
            return backup(words.get(1));
        }
        restore(words.get(1));
        return 0;
    }

    private int backup(String name) throws IOException, InterruptedException {
        if (!Files.isDirectory(config.data())) {
            throw new IOException("there is nothing to keep: no " + config.data());
        }
        Restore.refuseUnfinished(config.data());
        if (name.equals(PIPE)) {
            try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                return write(
                        new BufferedOutputStream(out, BUFFER),
                        Path.of(System.getProperty("java.io.tmpdir")));
            }
        }
        Path target = Path.of(name).toAbsolutePath();
        Path folder = folderOf(target);
        Path part = target.resolveSibling(target.getFileName() + ".part");
        boolean done = false;
        try (FileChannel channel = create(part)) {
            try {
                int status =
                        write(
                                new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER),
                                folder);
                channel.force(true);
                Files.move(part, target);
                done = true;
                DurableFiles.syncDirectory(folder);
                return status;
            } catch (IOException e) {
                throw new IOException("%s: no backup: %s".formatted(target, Complaint.of(e)), e);
            } finally {
                if (!done) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /// Where the archive is to lie, unless it may not.
    private Path folderOf(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("%s: there is no such folder".formatted(folder));
        }
        if (folder.toRealPath().startsWith(config.data().toRealPath())) {
            throw new IOException(
                    "%s lies in %s, which a backup is of; put it on another disk"
                            .formatted(target, config.data()));
        }
        if (Files.exists(target)) {
            throw new IOException(target + " is there already");
        }
        return folder;
    }

    private static FileChannel create(Path part) throws IOException {
        try {
            return FileChannel.open(
                    part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (AccessDeniedException e) {
            throw new IOException(part + ": the user vigia-web may not write there; " + SHELL, e);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    part + ": another backup is being made, or one was killed; delete it then", e);
        }
    }

    private int write(OutputStream out, Path scratch) throws IOException, InterruptedException {
        Backup.Report report =
                new Backup(
                                config.data(),
                                configuration(),
                                WebNode.version(),
                                Clock.systemUTC(),
                                Pace.system())
                        .writeTo(out, scratch);
        out.flush();
        report.remarks().forEach(line -> told.println("# " + line));
        report.faults().forEach(told::println);
        told.println(
                "# %d events, %d files, %d bytes, %d faults"
                        .formatted(
                                report.events(),
                                report.files(),
                                report.bytes(),
                                report.faults().size()));
        return report.faults().isEmpty() ? 0 : ALTERED;
    }

    private Map<String, Path> configuration() {
        Map<String, Path> files = new TreeMap<>(Map.of("web.yml", file));
        NAMED.forEach((key, name) -> {
            String value = config.effective().getOrDefault(key, "none");
            Path named = file.toAbsolutePath().resolveSibling(value);
            if (!value.equals("none")) {
                files.put(name, named);
            }
        });
        return files;
    }

    private void restore(String name) throws IOException, InterruptedException {
        Restore restore = new Restore(config.data());
        boolean finishes = restore.isVerified();
        Restore.Report report;
        if (name.equals(PIPE)) {
            report = restore.from(new BufferedInputStream(in, BUFFER));
        } else {
            try (InputStream archive = Files.newInputStream(Path.of(name))) {
                report = restore.from(new BufferedInputStream(archive, BUFFER));
            } catch (AccessDeniedException e) {
                throw new IOException(
                        "%s: the user vigia-web may not read it; %s".formatted(e.getFile(), SHELL),
                        e);
            }
        }
        told.println(
                finishes
                        ? "# a restore that was interrupted is finished; %s was not read"
                                .formatted(name)
                        : "# %d files of a backup by vigia-web %s are in %s"
                                .formatted(report.files(), report.version(), config.data()));
        told.println("# its configuration is in " + config.data().resolve("restored-config"));
        new Commands(config, told).run(List.of("reindex"));
        told.println("# start the node; vigia-web verify checks every file and signature");
    }
}
