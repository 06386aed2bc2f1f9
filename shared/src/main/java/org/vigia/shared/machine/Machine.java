package org.vigia.shared.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads how a machine is from `/proc`, `/sys` and its file systems. What cannot be read or
/// understood is not known, never wrong. Safe for several threads; a read may wait for a disk.
///
/// @param root `/`, or a folder that stands for it
public record Machine(Path root) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,9})?");
    private static final Pattern KIBIBYTES = Pattern.compile("(\\w+):\\s+(\\d{1,15}) kB");

    /// This one.
    public static Machine here() {
        return new Machine(Path.of("/"));
    }

    /// Everything.
    ///
    /// @param data a folder on the disk that counts
    public MachineHealth health(Path data) {
        return new MachineHealth(
                upSeconds().orElse(null),
                celsius().orElse(null),
                power().orElse(null),
                load().orElse(null),
                Runtime.getRuntime().availableProcessors(),
                memory().orElse(null),
                disk(data).orElse(null));
    }

    /// Since its start (`proc_uptime(5)`).
    Optional<Long> upSeconds() {
        return first("proc/uptime").map(seconds -> (long) Double.parseDouble(seconds));
    }

    /// The average of the last minute (`proc_loadavg(5)`).
    Optional<Double> load() {
        return first("proc/loadavg").map(Double::parseDouble);
    }

    /// What programs may take without swapping (`proc_meminfo(5)`).
    Optional<Space> memory() {
        @Nullable Long total = null;
        @Nullable Long available = null;
        for (String line : text(root.resolve("proc/meminfo")).lines().toList()) {
            Matcher matcher = KIBIBYTES.matcher(line);
            if (matcher.matches() && matcher.group(1).equals("MemTotal")) {
                total = Long.parseLong(matcher.group(2));
            } else if (matcher.matches() && matcher.group(1).equals("MemAvailable")) {
                available = Long.parseLong(matcher.group(2));
            }
        }
        return total == null || available == null || total < 1 || available > total
                ? Optional.empty()
                : Optional.of(new Space(available << 10, total << 10));
    }

    /// The hottest zone, in degrees (the kernel's Documentation/driver-api/thermal/sysfs-api.rst).
    Optional<Double> celsius() {
        return list("sys/class/thermal", "thermal_zone*").stream()
                .map(zone -> text(zone.resolve("temp")))
                .filter(text -> text.matches("-?\\d{1,7}"))
                .map(milli -> Integer.parseInt(milli) / 1000.0)
                .filter(t -> t >= MachineHealth.COLDEST && t <= MachineHealth.HOTTEST)
                .max(Comparator.naturalOrder());
    }

    /// What the firmware of a Raspberry Pi says (its kernel's drivers/firmware/raspberrypi.c).
    Optional<Power> power() {
        return list("sys/devices/platform", "soc*").stream()
                .flatMap(soc -> list(root.relativize(soc).toString(), "*firmware").stream())
                .map(firmware -> text(firmware.resolve("get_throttled")))
                .filter(text -> text.matches("(0x)?[0-9a-fA-F]{1,8}"))
                .findFirst()
                .map(text -> Power.of(Long.parseLong(text.replaceFirst("^0x", ""), 16)));
    }

    /// The file system that `folder` is on.
    public static Optional<Space> disk(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            long total = store.getTotalSpace();
            return total < 1
                    ? Optional.empty()
                    : Optional.of(new Space(Math.clamp(store.getUsableSpace(), 0, total), total));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> first(String file) {
        return Stream.of(text(root.resolve(file)).split(" ", -1))
                .limit(1)
                .filter(word -> NUMBER.matcher(word).matches())
                .findFirst();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private List<Path> list(String folder, String names) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(root.resolve(folder), names)) {
            entries.forEach(found::add);
        } catch (IOException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }
}
