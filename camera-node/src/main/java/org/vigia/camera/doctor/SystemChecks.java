package org.vigia.camera.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.vigia.camera.spool.SpoolLimits;
import org.vigia.shared.process.ChildProcess;
import org.vigia.shared.time.Pace;

/// Programs, disk and clock.
final class SystemChecks {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long LEAST_MIB = 500;

    private final Machine machine;
    private final Path data;
    private final SpoolLimits spool;
    private final boolean clockTrusted;
    private final Pace pace;

    SystemChecks(Machine machine, Path data, SpoolLimits spool, boolean clockTrusted, Pace pace) {
        this.machine = machine;
        this.data = data;
        this.spool = spool;
        this.clockTrusted = clockTrusted;
        this.pace = pace;
    }

    List<Check> all() {
        return Files.isDirectory(data)
                ? List.of(
                        this::ffmpeg,
                        this::space,
                        this::durable,
                        this::clock,
                        this::room,
                        this::quarantine)
                : List.of(this::ffmpeg, this::noFolder, this::clock);
    }

    private Outcome ffmpeg(Words words) throws InterruptedException {
        try (ChildProcess ffmpeg =
                new ChildProcess("ffmpeg", List.of("ffmpeg", "-hide_banner", "-encoders"))) {
            ffmpeg.start();
            String said = new String(ffmpeg.stdout().readAllBytes(), StandardCharsets.UTF_8);
            if (ffmpeg.await(LIMIT).orElse(-1) != 0 || !said.contains(" libx264 ")) {
                return words.fail("ffmpeg.poor");
            }
            return words.ok("ffmpeg");
        } catch (IOException e) {
            return words.fail("ffmpeg.none");
        }
    }

    private Outcome noFolder(Words words) {
        return words.fail("data.none", data, machine.user());
    }

    private Outcome space(Words words) {
        try {
            long free = Files.getFileStore(data).getUsableSpace() >> 20;
            return free >= LEAST_MIB
                    ? words.ok("space", data, free)
                    : words.fail("space.little", data, free);
        } catch (IOException e) {
            return noFolder(words);
        }
    }

    private Outcome durable(Words words) {
        long began = pace.nanos();
        try {
            Path file = Files.createTempFile(data, ".doctor", "");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileChannel folder = FileChannel.open(data)) {
                channel.write(ByteBuffer.allocate(4096));
                channel.force(true);
                folder.force(true);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return words.fail(
                    "data.unwritable", data, machine.user(), String.valueOf(e.getMessage()));
        }
        return words.ok("data", data, (pace.nanos() - began) / 1_000_000);
    }

    private Outcome clock(Words words) {
        if (Files.exists(machine.at("run/systemd/timesync/synchronized"))) {
            return words.ok("clock");
        }
        return clockTrusted ? words.ok("clock.trusted") : words.fail("clock.not");
    }

    private Outcome room(Words words) {
        Path folder = data.resolve("spool");
        try {
            long room = spool.room(Files.isDirectory(folder) ? folder : data) >> 20;
            return room > 0
                    ? words.ok("room", room)
                    : words.fail("room.none", spool.free() >> 20, data);
        } catch (IOException e) {
            return words.fail(
                    "data.unwritable", data, machine.user(), String.valueOf(e.getMessage()));
        }
    }

    private Outcome quarantine(Words words) {
        Path folder = data.resolve("spool/quarantine");
        if (!Files.isDirectory(folder)) {
            return words.ok("quarantine");
        }
        try (Stream<Path> events = Files.list(folder)) {
            long count = events.count();
            return count == 0
                    ? words.ok("quarantine")
                    : words.fail("quarantine.some", count, folder);
        } catch (IOException e) {
            return words.fail(
                    "data.unwritable", data, machine.user(), String.valueOf(e.getMessage()));
        }
    }
}
