package org.vigia.camera.siren;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.ChirpKind;
import org.vigia.camera.board.OutputLine;
import org.vigia.camera.mailbox.Mailbox;
import org.vigia.camera.mailbox.Owner;
import org.vigia.shared.time.Pace;

/// The buzzer as siren and chirper. Methods return at once and may be called by any thread; one
/// owner thread drives the line.
///
/// A process that is killed leaves a Pi's line as it is: switching it off then is the service
/// unit's part.
public final class Siren implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Siren.class);

    private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private sealed interface Wish {
        record Wail(boolean on) implements Wish {}

        record Chirp(ChirpKind kind) implements Wish {}
    }

    private final OutputLine buzzer;
    private final SirenSettings settings;
    private final Mailbox<Wish> mailbox;
    private volatile Sound sound = Sound.quiet();
    private final Pace pace;
    private volatile boolean failing;
    private volatile long failedAt;

    public Siren(OutputLine buzzer, SirenSettings settings, Pace pace) {
        this.buzzer = buzzer;
        this.settings = settings;
        this.pace = pace;
        this.mailbox = new Mailbox<>("siren", 64, pace, new Sounding());
    }

    public void start() {
        mailbox.start();
    }

    /// Sounds the siren for at most [SirenSettings#longest] from now.
    public void on() {
        wish(new Wish.Wail(true));
    }

    public void off() {
        wish(new Wish.Wail(false));
    }

    /// Chirps, unless the siren sounds.
    public void chirp(ChirpKind kind) {
        wish(new Wish.Chirp(kind));
    }

    /// Whether the siren sounds now, or would if it were not set to be silent.
    public boolean wailing() {
        return sound.wailing();
    }

    /// Waits until everything wished so far is done.
    public boolean settle(Duration limit) throws InterruptedException {
        return mailbox.settle(limit);
    }

    /// Ends every sound and drives the line low.
    @Override
    public void close() {
        mailbox.close();
        // Once more from here: the owner thread may be stuck or never have run.
        drive(false);
    }

    private void wish(Wish wish) {
        if (!mailbox.offer(wish)) {
            LOG.error("siren: {} lost, its thread is stuck or closed", wish);
        }
    }

    private final class Sounding implements Owner<Wish> {
        @Override
        public void onMessage(Wish wish, long now) {
            play(
                    switch (wish) {
                        case Wish.Wail(boolean on) ->
                                on ? Sound.siren(settings.longest(), now) : silenced();
                        case Wish.Chirp(ChirpKind kind) -> sound.chirp(kind, now);
                    });
        }

        @Override
        public void onDeadline(long now) {
            play(sound.passTime(now));
        }

        @Override
        public OptionalLong nextDeadline() {
            OptionalLong next = sound.deadline();
            if (!failing) {
                return next;
            }
            // A siren that could not be switched off must not wait for the next alarm to be.
            long again = failedAt + AGAIN_NANOS;
            return next.isPresent() && next.getAsLong() - again < 0 ? next : OptionalLong.of(again);
        }

        @Override
        public void onStop(long now) {
            play(Sound.quiet());
        }
    }

    /// Off ends the siren, not a chirp that follows it.
    private Sound silenced() {
        return sound.wailing() ? Sound.quiet() : sound;
    }

    private void play(Sound next) {
        if (sound.wailing() != next.wailing()) {
            LOG.info("siren: {}", next.wailing() ? "on" : "off");
        }
        sound = next;
        drive(next.high() && !settings.silent());
    }

    private synchronized void drive(boolean high) {
        if (buzzer.level() == high && !failing) {
            return;
        }
        try {
            buzzer.set(high);
            if (failing) {
                LOG.info("siren: the buzzer's line works again");
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.error("siren: the buzzer's line cannot be driven", e);
            }
            failing = true;
            failedAt = pace.nanos();
        }
    }
}
