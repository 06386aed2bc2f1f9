package org.vigia.camera.pwm;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vigia.shared.time.Pace;

/// PWM chips as Linux 6.12 shows them (`drivers/pwm/sysfs.c`, `core.c`): what the kernel refuses is
/// refused with its words. A channel's files are root's until `granted`.
public final class StrictSysfs implements Sysfs {
    public static final Path ROOT = Path.of("/sys/class/pwm");

    private final Pace pace;
    private final Map<String, String> devices = new TreeMap<>();
    private final Map<Path, Channel> channels = new TreeMap<>();
    public final List<String> writes = new ArrayList<>();
    long grantedAfterNanos;
    boolean mayExport = true;
    boolean takenByTheKernel;

    /// A channel's attributes.
    public static final class Channel {
        public long period;
        public long duty;
        public boolean enabled;
        public String polarity = "normal";
        long grantedAt;
    }

    public StrictSysfs(Pace pace) {
        this.pace = pace;
    }

    /// A chip of two channels.
    public StrictSysfs chip(int number, String device) {
        devices.put("pwmchip" + number, device);
        return this;
    }

    /// A channel that somebody exported before.
    public Channel exported(int chip, int channel) {
        return channels.computeIfAbsent(
                ROOT.resolve("pwmchip" + chip).resolve("pwm" + channel), _ -> new Channel());
    }

    /// What the line carries: ns high in each period, 0 for none.
    public long pulse(int chip, int channel) {
        Channel found = channels.get(ROOT.resolve("pwmchip" + chip).resolve("pwm" + channel));
        return found != null && found.enabled ? found.duty : 0;
    }

    @Override
    public String read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.equals("npwm") && devices.containsKey(file.getParent().getFileName().toString())) {
            return "2";
        }
        Channel channel = channel(file);
        return switch (name) {
            case "period" -> Long.toString(channel.period);
            case "duty_cycle" -> Long.toString(channel.duty);
            case "enable" -> channel.enabled ? "1" : "0";
            case "polarity" -> channel.polarity;
            default -> throw new FileNotFoundException(file + " (No such file or directory)");
        };
    }

    @Override
    public void write(Path file, String value) throws IOException {
        if (!writable(file)) {
            throw new IOException(file + ": Permission denied");
        }
        writes.add(file.getFileName() + "=" + value);
        if (file.getFileName().toString().equals("export")) {
            export(file.getParent(), Integer.parseInt(value));
            return;
        }
        Channel channel = channel(file);
        switch (file.getFileName().toString()) {
            case "period" -> {
                check(Long.parseLong(value), channel.duty);
                channel.period = Long.parseLong(value);
            }
            case "duty_cycle" -> {
                check(channel.period, Long.parseLong(value));
                channel.duty = Long.parseLong(value);
            }
            case "enable" -> {
                if (value.equals("1")) {
                    check(channel.period, channel.duty);
                }
                channel.enabled = value.equals("1");
            }
            case "polarity" -> {
                check(channel.period, channel.duty);
                if (channel.enabled) {
                    throw new IOException("Device or resource busy");
                }
                channel.polarity = value;
            }
            default -> throw new IOException("Permission denied");
        }
    }

    private static void check(long period, long duty) throws IOException {
        if (period <= 0 || duty < 0 || duty > period) {
            throw new IOException("Invalid argument");
        }
    }

    private void export(Path chip, int number) throws IOException {
        if (number > 1) {
            throw new IOException("No such device");
        }
        Path path = chip.resolve("pwm" + number);
        if (takenByTheKernel || channels.containsKey(path)) {
            throw new IOException("Device or resource busy");
        }
        Channel channel = new Channel();
        channel.grantedAt = pace.nanos() + grantedAfterNanos;
        channels.put(path, channel);
    }

    private Channel channel(Path file) throws IOException {
        Channel channel = channels.get(file.getParent());
        if (channel == null) {
            throw new FileNotFoundException(file + " (No such file or directory)");
        }
        return channel;
    }

    @Override
    public boolean exists(Path file) {
        return channels.containsKey(file) || channels.containsKey(file.getParent());
    }

    @Override
    public boolean writable(Path file) {
        Channel channel = channels.get(file.getParent());
        return channel == null ? mayExport : pace.nanos() - channel.grantedAt >= 0;
    }

    @Override
    public List<String> names(Path folder) {
        return folder.equals(ROOT) ? List.copyOf(devices.keySet()) : List.of();
    }

    @Override
    public Path real(Path link) {
        String chip = link.getFileName().toString();
        return Path.of(devices.getOrDefault(chip, "/sys/devices/virtual")).resolve("pwm/" + chip);
    }

    /// The output, opened over this stand-in.
    public SysfsPwm open(PwmSettings settings) throws IOException {
        return SysfsPwm.open(this, ROOT, settings, pace);
    }
}
