package org.vigia.camera.pwm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.vigia.camera.board.PwmOutput;
import org.vigia.shared.time.Pace;

/// One channel of a PWM chip. Opening it stops a pulse that a killed process has left and starts
/// none, so that a servo does not twitch. Closing stops the pulse and leaves the channel exported:
/// the next start then need not wait for udev. Any thread, one at a time.
public final class SysfsPwm implements PwmOutput, AutoCloseable {
    /// Where Linux shows its PWM chips.
    public static final Path ROOT = Path.of("/sys/class/pwm");

    /// udev grants the group `gpio` the new files; that took up to a second on a loaded Pi.
    private static final Duration UDEV = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final List<String> WRITTEN = List.of("period", "duty_cycle", "enable");

    private final Sysfs sysfs;
    private final Path channel;
    private long period;
    private long duty;
    private boolean enabled;
    private boolean set;
    private boolean closed;

    private SysfsPwm(Sysfs sysfs, Path channel) throws IOException {
        this.sysfs = sysfs;
        this.channel = channel;
        if (!number("enable").equals("0")) {
            write("enable", "0");
        }
        period = Long.parseLong(number("period"));
        duty = Long.parseLong(number("duty_cycle"));
    }

    /// Opens the channel, exporting it where it is not.
    ///
    /// @throws IOException when there is no such output or it may not be used; in words
    public static SysfsPwm open(Path root, PwmSettings settings, Pace pace) throws IOException {
        return open(new KernelSysfs(), root, settings, pace);
    }

    static SysfsPwm open(Sysfs sysfs, Path root, PwmSettings settings, Pace pace)
            throws IOException {
        Path chip = new PwmChips(sysfs, root).find(settings);
        Path channel = chip.resolve("pwm" + settings.channel());
        if (!sysfs.exists(channel)) {
            export(sysfs, chip, settings);
        }
        awaitPermission(sysfs, channel, pace);
        return new SysfsPwm(sysfs, channel);
    }

    /// The folder of the chip that these settings mean.
    ///
    /// @throws IOException when there is none, in words
    public static Path chip(Path root, PwmSettings settings) throws IOException {
        return new PwmChips(new KernelSysfs(), root).find(settings);
    }

    /// Stops a pulse that a process before has left. Exports nothing: a channel that is not
    /// exported was not started by anybody here.
    ///
    /// @return what was done, for a person
    /// @throws IOException when the pulse cannot be stopped
    public static String off(Path root, PwmSettings settings) throws IOException {
        return off(new KernelSysfs(), root, settings);
    }

    static String off(Sysfs sysfs, Path root, PwmSettings settings) throws IOException {
        Path chip;
        try {
            chip = new PwmChips(sysfs, root).find(settings);
        } catch (IOException e) {
            return "the servo has no pulse: " + e.getMessage();
        }
        Path enable = chip.resolve("pwm" + settings.channel()).resolve("enable");
        if (!sysfs.exists(enable)) {
            return "the servo's pulse is not in use";
        }
        if (sysfs.read(enable).equals("0")) {
            return "the servo's pulse was off";
        }
        sysfs.write(enable, "0");
        return "the servo's pulse is off now";
    }

    private static void export(Sysfs sysfs, Path chip, PwmSettings settings) throws IOException {
        if (!sysfs.writable(chip.resolve("export"))) {
            throw new IOException(
                    chip.resolve("export")
                            + " may not be written; put this user into the group gpio: sudo usermod"
                            + " -aG gpio USER, and log in again");
        }
        int channels = Integer.parseInt(sysfs.read(chip.resolve("npwm")));
        if (settings.channel() >= channels) {
            throw new IOException(
                    "pwm.channel: %s has the channels 0 to %d, was %d"
                            .formatted(chip, channels - 1, settings.channel()));
        }
        try {
            sysfs.write(chip.resolve("export"), Integer.toString(settings.channel()));
        } catch (IOException e) {
            if (!sysfs.exists(chip.resolve("pwm" + settings.channel()))) {
                throw new IOException(
                        "%s: channel %d cannot be had, something else of the kernel uses it: %s"
                                .formatted(chip, settings.channel(), e.getMessage()),
                        e);
            }
        }
    }

    private static void awaitPermission(Sysfs sysfs, Path channel, Pace pace) throws IOException {
        long until = pace.nanos() + UDEV.toNanos();
        while (!WRITTEN.stream().allMatch(f -> sysfs.writable(channel.resolve(f)))) {
            if (pace.nanos() - until >= 0) {
                throw new IOException(
                        "%s may not be written %d s after it was exported; put this user into the"
                                        .formatted(channel, UDEV.toSeconds())
                                + " group gpio, and see that udev's rules grant it (Raspberry Pi"
                                + " OS: /etc/udev/rules.d/99-com.rules)");
            }
            try {
                pace.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + channel, e);
            }
        }
    }

    @Override
    public synchronized void set(long periodNanos, long dutyNanos) throws IOException {
        if (periodNanos <= 0 || dutyNanos < 0 || dutyNanos > periodNanos) {
            throw new IllegalArgumentException(
                    "not a pulse: %d ns in %d ns".formatted(dutyNanos, periodNanos));
        }
        checkOpen();
        if (period != periodNanos) {
            if (duty > periodNanos) {
                // The kernel refuses a period shorter than the pulse.
                write("duty_cycle", "0");
                duty = 0;
            }
            write("period", Long.toString(periodNanos));
            period = periodNanos;
        }
        if (!set) {
            uninvert();
        }
        if (duty != dutyNanos || !set) {
            write("duty_cycle", Long.toString(dutyNanos));
            duty = dutyNanos;
        }
        set = true;
    }

    @Override
    public synchronized void enable(boolean on) throws IOException {
        checkOpen();
        if (on && !set) {
            throw new IllegalStateException("enabled before it was set");
        }
        if (on != enabled) {
            write("enable", on ? "1" : "0");
            enabled = on;
        }
    }

    /// Stops the pulse.
    ///
    /// @throws IOException when it cannot be stopped
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (enabled) {
            write("enable", "0");
            enabled = false;
        }
    }

    /// An inverted pulse is a line that is high when stopped. The kernel takes a polarity only for
    /// a channel that has a period and is stopped; some chips have none to choose.
    private void uninvert() throws IOException {
        Path polarity = channel.resolve("polarity");
        if (!enabled && sysfs.exists(polarity) && sysfs.read(polarity).equals("inversed")) {
            write("polarity", "normal");
        }
    }

    private String number(String file) throws IOException {
        String text = sysfs.read(channel.resolve(file));
        if (!text.matches("[0-9]{1,18}")) {
            throw new IOException("%s is no number: %s".formatted(channel.resolve(file), text));
        }
        return text;
    }

    private void write(String file, String value) throws IOException {
        try {
            sysfs.write(channel.resolve(file), value);
        } catch (IOException e) {
            throw new IOException(
                    "%s does not take %s: %s"
                            .formatted(channel.resolve(file), value, e.getMessage()),
                    e);
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the board is closed");
        }
    }
}
