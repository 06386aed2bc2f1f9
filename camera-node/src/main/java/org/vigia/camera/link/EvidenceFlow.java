package org.vigia.camera.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.ring.RingItem;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// One film on its way over one connection: what is filmed now goes first, from the current GOP's
/// key frame on; what is older is filled in behind it, from where Pi #B says that it has a hole.
/// Nothing of it is dropped here. Used by one thread.
final class EvidenceFlow {
    /// How long a film that is over may hold up what comes next: its files come anyway.
    private static final long FILL_NANOS = Duration.ofSeconds(5).toNanos();

    private final EvidenceFilm film;
    private final FragmentRing ring;
    private final ForwardReader forward;
    private final Telling telling;
    private final Pace pace;
    private final Deque<LinkMessage> opening = new ArrayDeque<>();
    private final SentFrames sent = new SentFrames();
    private boolean forwardOver;
    private OptionalLong toFill = OptionalLong.empty();
    private OptionalLong giveUpNanos = OptionalLong.empty();
    private boolean closed;

    EvidenceFlow(
            EvidenceFilm film,
            FragmentRing ring,
            ForwardReader forward,
            Telling telling,
            Pace pace) {
        this.film = film;
        this.ring = ring;
        this.forward = forward;
        this.telling = telling;
        this.pace = pace;
        forward.restart();
        opening.add(film.announcement());
        if (!telling.knows(film.epoch())) {
            opening.add(telling.started(film.config()));
        }
        opening.add(new LinkMessage.EvidenceOpened(film.event(), film.epoch(), film.first()));
    }

    EvidenceFilm film() {
        return film;
    }

    /// Whether *evidence closed* has been said.
    boolean isClosed() {
        return closed;
    }

    /// The next message; null when there is none now.
    ///
    /// @param held what Pi #B said last that it has
    @Nullable LinkMessage next(LinkMessage.@Nullable EvidenceHeld held)
            throws InterruptedException {
        if (!opening.isEmpty()) {
            return opening.poll();
        }
        if (toFill.isEmpty() && held != null && isOfThisFilm(held)) {
            toFill = OptionalLong.of(Math.max(film.first(), held.next()));
        }
        // Asked before the ring is: what it does not hold then will not come.
        OptionalLong last = film.last();
        LinkMessage filmed = forwardOver ? null : filmedNow(last);
        if (filmed != null) {
            return filmed;
        }
        boolean over = forwardOver && last.isPresent();
        LinkMessage earlier = over && isGivenUp() ? null : filledIn(last);
        if (earlier != null) {
            return earlier;
        }
        // Whether anything is missing is known only from what Pi #B holds.
        if (!over || (toFill.isEmpty() && !isGivenUp())) {
            return null;
        }
        closed = true;
        return new LinkMessage.EvidenceClosed(film.event(), film.epoch(), last.getAsLong());
    }

    /// Whether the film has been over for too long; counted from the first time that it is asked.
    private boolean isGivenUp() {
        if (giveUpNanos.isEmpty()) {
            giveUpNanos = OptionalLong.of(pace.nanos() + FILL_NANOS);
        }
        return giveUpNanos.getAsLong() - pace.nanos() <= 0;
    }

    private boolean isOfThisFilm(LinkMessage.EvidenceHeld held) {
        return held.event().equals(film.event()) && held.epoch() == film.epoch();
    }

    private @Nullable LinkMessage filmedNow(OptionalLong last) throws InterruptedException {
        while (!forwardOver) {
            switch (forward.peek(Duration.ZERO)) {
                case null -> {
                    forwardOver = last.isPresent();
                    return null;
                }
                case RingItem.Configured(VideoConfig config) when config.epoch() > film.epoch() ->
                        forwardOver = true;
                case RingItem.Configured(VideoConfig config) -> {
                    forward.take();
                    if (config.epoch() == film.epoch() && !telling.isCurrent(config.epoch())) {
                        return telling.started(config);
                    }
                }
                case RingItem.Filmed(Fragment frame) when isBeyond(frame, last) ->
                        forwardOver = true;
                case RingItem.Filmed(Fragment frame) -> {
                    forward.take();
                    if (frame.epoch() == film.epoch() && frame.sequence() >= film.first()) {
                        sent.add(frame.sequence());
                        return telling.filmed(frame);
                    }
                }
                case RingItem.Gap _, RingItem.Lagged _ -> forward.take();
            }
        }
        return null;
    }

    private boolean isBeyond(Fragment frame, OptionalLong last) {
        return frame.epoch() > film.epoch()
                || (frame.epoch() == film.epoch()
                        && last.isPresent()
                        && frame.sequence() > last.getAsLong());
    }

    private @Nullable LinkMessage filledIn(OptionalLong last) {
        if (toFill.isEmpty() || (sent.isEmpty() && !forwardOver)) {
            return null;
        }
        // What is newer than the newest sent comes forward, and might be replaced yet.
        long limit = forwardOver ? last.orElse(Long.MAX_VALUE) : sent.highest();
        long from = sent.firstMissing(toFill.getAsLong());
        Optional<Fragment> frame = ring.frameFrom(film.epoch(), from);
        while (frame.isPresent() && frame.get().sequence() <= limit) {
            long found = frame.get().sequence();
            from = sent.firstMissing(found);
            if (from == found) {
                toFill = OptionalLong.of(found + 1);
                return new LinkMessage.Filmed(frame.get(), true);
            }
            frame = ring.frameFrom(film.epoch(), from);
        }
        toFill = OptionalLong.of(from);
        return null;
    }
}
