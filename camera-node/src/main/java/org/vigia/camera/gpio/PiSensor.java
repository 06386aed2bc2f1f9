package org.vigia.camera.gpio;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.board.InputLine;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;

/// The motion sensor. Times are those of arrival: Pi4J's provider keeps the kernel's to itself. A
/// sensor's pulse lasts seconds, the way here milliseconds (2 ms median in emulation).
///
/// Pi4J's thread ends without a word when reading fails. So another one looks at the line: where it
/// cannot be read, or has another level than was heard for two looks, the line is requested anew,
/// until that succeeds.
final class PiSensor implements InputLine {
    /// Longer than an edge may be under way on a busy Pi.
    static final Duration LOOK = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(PiSensor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Backoff USUAL =
            Backoff.between(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Header.Input input;
    private final Pace pace;
    private @Nullable Listener listener;
    private @Nullable Thread watch;
    private boolean heardHigh;
    private long edges;
    private Backoff backoff = USUAL;
    private boolean suspect;
    private long suspectEdges;

    PiSensor(Header.Input input, Pace pace) {
        this.input = input;
        this.pace = pace;
    }

    @Override
    public boolean level() throws IOException {
        return input.high();
    }

    @Override
    public synchronized void listen(Listener who) throws IOException {
        if (listener != null) {
            throw new IllegalStateException("somebody listens to the PIR already");
        }
        // An edge that comes between the two waits until its listener is there.
        input.hear(this::edge);
        heardHigh = input.high();
        listener = who;
        watch = NamedThreads.start("pir-line", this::watch);
    }

    private synchronized void edge(boolean high) {
        heardHigh = high;
        edges++;
        // It is heard, not only requested.
        backoff = USUAL;
        tell(high);
    }

    private synchronized void tell(boolean high) {
        Listener hearing = listener;
        if (hearing != null) {
            hearing.onEdge(high, pace.nanos());
        }
    }

    private void watch() {
        try {
            while (true) {
                pace.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One look, and what it takes to mend what it finds.
    void look() throws InterruptedException {
        try {
            if (disagrees(input.high())) {
                mend(new IOException("its edges are not heard any more"));
            }
        } catch (IOException e) {
            mend(e);
        }
    }

    private synchronized boolean disagrees(boolean high) {
        boolean differs = high != heardHigh;
        boolean again = differs && suspect && suspectEdges == edges;
        suspect = differs;
        suspectEdges = edges;
        return again;
    }

    private void mend(IOException first) throws InterruptedException {
        IOException reason = first;
        fault(true);
        while (true) {
            failed(reason);
            // An edge that is lost costs the wait of a look at most; what fails again may wait.
            if (backoff.failures() > 1) {
                pace.sleep(backoff.delay());
            }
            try {
                input.reopen();
                boolean high = input.high();
                LOG.info("gpio: the motion sensor's line is read again");
                fault(false);
                takeUp(high);
                return;
            } catch (IOException e) {
                reason = e;
            }
        }
    }

    private synchronized void failed(IOException reason) {
        backoff = backoff.failed();
        if (backoff.failures() == 1) {
            LOG.error("gpio: motion is not seen, the sensor's line fails: {}", reason.getMessage());
        } else if (backoff.worthALine()) {
            LOG.warn(
                    "gpio: the motion sensor's line fails, {} in a row: {}",
                    backoff.failures(),
                    reason.getMessage());
        }
    }

    private synchronized void takeUp(boolean high) {
        suspect = false;
        if (high != heardHigh) {
            heardHigh = high;
            tell(high);
        }
    }

    private synchronized void fault(boolean broken) {
        Listener hearing = listener;
        if (hearing != null) {
            hearing.onFault(broken, pace.nanos());
        }
    }

    /// Nobody is called once it has returned.
    void close() {
        Thread watching;
        synchronized (this) {
            watching = watch;
        }
        if (watching != null && !NamedThreads.stop(watching, PATIENCE)) {
            LOG.error("gpio: watching the motion sensor's line did not end within {}", PATIENCE);
        }
        input.hear(null);
        synchronized (this) {
            listener = null;
        }
    }
}
