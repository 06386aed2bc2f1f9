package org.vigia.web.still;

import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.ForeignText;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.live.LiveHub;
import org.vigia.web.live.LiveMoment;
import org.vigia.web.picture.Footage;
import org.vigia.web.picture.Picture;
import org.vigia.web.picture.PictureMaker;

/// Takes the pictures of one camera, one at a time: who comes meanwhile gets the same one.
final class Tripod {
    /// How long what has come of one wish is the answer to all others.
    static final Duration EACH = Duration.ofSeconds(1);

    /// How long a camera may take to send its first frame.
    static final Duration FIRST_FRAME = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Tripod.class);
    private static final Duration TURN = Duration.ofSeconds(15);
    // What a phone of 390 points shows, and still some 100 KB.
    private static final int WIDTH = 960;

    private final String camera;
    private final LiveHub hub;
    private final PictureMaker maker;
    private final Pace pace;
    private final ReentrantLock turn = new ReentrantLock();
    // All below belong to whose turn it is.
    private @Nullable Attention attention;
    private @Nullable Shot last;
    private String complaint = "";

    /// What has come of a wish, and when.
    ///
    /// @param frame what the picture is of; null where there is none
    private record Shot(Still still, @Nullable Fragment frame, long nanos) {}

    Tripod(String camera, LiveHub hub, PictureMaker maker, Pace pace) {
        this.camera = camera;
        this.hub = hub;
        this.maker = maker;
        this.pace = pace;
    }

    Still take() throws InterruptedException {
        if (!turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Still.Crowded();
        }
        try {
            Shot former = last;
            if (former == null || pace.nanos() - former.nanos() >= EACH.toNanos()) {
                // Reckoned from the beginning, so that who asks once a second gets a new one.
                long begun = pace.nanos();
                former = shoot(former, begun);
                last = former;
            } else if (attention != null) {
                attention.renew();
            }
            return aged(former);
        } finally {
            turn.unlock();
        }
    }

    private Still aged(Shot shot) {
        return shot.still() instanceof Still.Taken(byte[] jpeg, _) && shot.frame() != null
                ? new Still.Taken(jpeg, age(shot.frame()))
                : shot.still();
    }

    private Duration age(Fragment frame) {
        return Duration.ofNanos(Math.max(0, pace.nanos() - frame.capturedNanos()));
    }

    private Shot shoot(@Nullable Shot former, long begun) throws InterruptedException {
        Attention watching = attention;
        if (watching == null || !watching.renew()) {
            watching = new Attention(pace);
            if (hub.view(camera, watching).isEmpty()) {
                return new Shot(new Still.Crowded(), null, begun);
            }
            attention = watching;
        }
        return switch (awaited(watching)) {
            case LiveMoment.Offline() -> new Shot(new Still.Offline(), null, begun);
            case LiveMoment.Gap(String reason) -> new Shot(new Still.Gap(reason), null, begun);
            case LiveMoment.Awaited() -> new Shot(new Still.Awaited(), null, begun);
            case LiveMoment.Film film ->
                    former != null && isDone(film.key(), former)
                            ? new Shot(former.still(), film.key(), begun)
                            : new Shot(develop(film), film.key(), begun);
        };
    }

    private static boolean isDone(Fragment key, Shot former) {
        return key.equals(former.frame()) && !(former.still() instanceof Still.Crowded);
    }

    private LiveMoment awaited(Attention watching) throws InterruptedException {
        long left = FIRST_FRAME.toNanos();
        while (true) {
            int heard = watching.heard();
            LiveMoment moment = hub.moment(camera);
            if (!(moment instanceof LiveMoment.Awaited) || left <= 0) {
                return moment;
            }
            left = watching.awaitMore(heard, left);
        }
    }

    private Still develop(LiveMoment.Film film) throws InterruptedException {
        byte[] init = film.config().initSegment();
        byte[] frame = film.key().bytes();
        Footage footage =
                Footage.film(() ->
                        new SequenceInputStream(
                                new ByteArrayInputStream(init), new ByteArrayInputStream(frame)));
        return switch (maker.make(footage, WIDTH)) {
            case Picture.Jpeg jpeg -> new Still.Taken(jpeg.bytes(), age(film.key()));
            case Picture.None(String why) -> {
                if (!why.equals(complaint)) {
                    complaint = why;
                    LOG.info("camera {}: no live picture: {}", camera, ForeignText.line(why));
                }
                yield new Still.Undecodable();
            }
            case Picture.Crowded(_) -> new Still.Crowded();
        };
    }
}
