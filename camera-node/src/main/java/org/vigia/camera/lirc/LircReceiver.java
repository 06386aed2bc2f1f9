package org.vigia.camera.lirc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.board.Receiver;
import org.vigia.camera.lirc.CharDevice.CallException;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// An infrared receiver behind `/dev/lircN`. The kernel measures the durations, so a pause of this
/// process loses nothing (its queue holds 512). One platform thread reads; it waits in poll(2) for
/// at most [Mode2#QUIET_MILLIS], so [#close] ends it within that time. A receiver that is unplugged
/// is opened again as soon as it is back.
public final class LircReceiver implements Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(LircReceiver.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ENXIO = 6;
    private static final int EACCES = 13;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;

    private static final Backoff USUAL =
            Backoff.between(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Path path;
    private final int pin;
    private final Pace pace;
    // Of the reading thread, once there is one.
    private CharDevice device;
    private volatile boolean closing;
    private boolean closed;
    private @Nullable Thread thread;

    private LircReceiver(Path path, int pin, Pace pace) throws IOException {
        this.path = path;
        this.pin = pin;
        this.pace = pace;
        this.device = opened(path, pin);
    }

    /// Opens the receiver.
    ///
    /// @param device e.g. `/dev/lirc0`
    /// @param pin where the receiver is wired to, for advice
    /// @param pace waits between the tries to open it again
    /// @throws IOException when it is missing, forbidden or no receiver with mode 2; in words
    public static LircReceiver open(Path device, int pin, Pace pace) throws IOException {
        return new LircReceiver(device, pin, pace);
    }

    private static CharDevice opened(Path device, int pin) throws IOException {
        CharDevice opened;
        try {
            opened = new CharDevice(device);
        } catch (CallException e) {
            throw new IOException(words(device, pin, e.errno()), e);
        }
        try {
            // Refused at once where the device does not receive or knows no mode 2.
            ByteBuffer _ = opened.read();
            return opened;
        } catch (CallException e) {
            opened.close();
            throw new IOException(words(device, pin, e.errno()), e);
        }
    }

    @Override
    public synchronized void listen(Listener listener) throws IOException {
        if (thread != null) {
            throw new IllegalStateException("somebody listens to the infrared already");
        }
        if (closed) {
            throw new IOException("the board is closed");
        }
        while (device.read().hasRemaining()) {
            // What was pressed before anybody listened is over.
        }
        thread = NamedThreads.startPlatform("infrared", () -> hear(listener));
    }

    private void hear(Listener listener) {
        Backoff backoff = USUAL;
        boolean lost = false;
        Mode2 mode2 = new Mode2(listener);
        try {
            while (!closing) {
                try {
                    if (lost) {
                        device = opened(path, pin);
                        lost = false;
                        // What was half heard when reading failed is worth nothing.
                        mode2 = new Mode2(listener);
                    }
                    read(mode2);
                    if (backoff.failures() > 0) {
                        LOG.info("infrared: {} is back, the remote works again", path);
                        backoff = USUAL;
                    }
                } catch (IOException e) {
                    device.close();
                    lost = true;
                    backoff = backoff.failed();
                    if (backoff.failures() == 1) {
                        LOG.error("infrared: the remote is dead while {} is: {}", path, words(e));
                    }
                    pace.sleep(backoff.delay());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Mode2 mode2) throws CallException {
        if (device.await(Mode2.QUIET_MILLIS)) {
            IntBuffer samples = device.read().order(ByteOrder.nativeOrder()).asIntBuffer();
            while (samples.hasRemaining() && !closing) {
                mode2.sample(samples.get());
            }
        } else {
            mode2.silent();
        }
    }

    private String words(IOException e) {
        return e instanceof CallException call
                ? words(path, pin, call.errno())
                : String.valueOf(e.getMessage());
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        closing = true;
        Thread reading = thread;
        if (reading != null && !NamedThreads.stop(reading, PATIENCE)) {
            // Freeing the memory that it may still write to would be worse than leaking it.
            LOG.error("infrared: reading {} did not end within {}", path, PATIENCE);
            return;
        }
        device.close();
    }

    private static String words(Path device, int pin, int errno) {
        return switch (errno) {
            case ENOENT, ENXIO, ENODEV ->
                    "remote.device: there is no %s; add dtoverlay=gpio-ir,gpio_pin=%d to"
                                    .formatted(device, pin)
                            + " /boot/firmware/config.txt and restart the Pi, or set remote.source:"
                            + " gpio";
            case EPERM, EACCES ->
                    device
                            + " may not be read; put this user into the group video: sudo usermod"
                            + " -aG video USER, and log in again";
            case EINVAL, 0 ->
                    "remote.device: %s gives no pulses (a transmitter, or no LIRC device); try"
                                    .formatted(device)
                            + " another of /dev/lirc*";
            default -> "%s cannot be read (error %d)".formatted(device, errno);
        };
    }
}
