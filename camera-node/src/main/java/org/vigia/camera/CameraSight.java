package org.vigia.camera;

import java.util.Optional;
import java.util.OptionalLong;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.ring.KeyFrame;
import org.vigia.camera.servo.Servo;
import org.vigia.camera.snapshot.GreyDecoder;
import org.vigia.camera.snapshot.GreyPicture;
import org.vigia.camera.watch.Sight;

/// What the watch goes by, from the parts that know. For one thread.
final class CameraSight implements Sight {
    private final AlarmLoop alarm;
    private final Servo servo;
    private final FilmWatch film;
    private final FragmentRing ring;
    private final GreyDecoder decoder;
    private OptionalLong lookedAt = OptionalLong.empty();

    /// @param decoder not closed here
    CameraSight(
            AlarmLoop alarm, Servo servo, FilmWatch film, FragmentRing ring, GreyDecoder decoder) {
        this.alarm = alarm;
        this.servo = servo;
        this.film = film;
        this.ring = ring;
        this.decoder = decoder;
    }

    @Override
    public boolean armed() {
        return alarm.state().phase().watching();
    }

    @Override
    public double pan() {
        return servo.goal();
    }

    @Override
    public long filmedNanos() {
        return film.filmedNanos();
    }

    @Override
    public Optional<GreyPicture> look() throws InterruptedException {
        Optional<KeyFrame> newest = ring.latestKeyFrame();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong filmed = OptionalLong.of(newest.get().fragment().capturedNanos());
        if (filmed.equals(lookedAt)) {
            return Optional.empty();
        }
        lookedAt = filmed;
        return decoder.decode(newest.get().config(), newest.get().fragment());
    }

    @Override
    public void rest() {
        decoder.rest();
    }
}
