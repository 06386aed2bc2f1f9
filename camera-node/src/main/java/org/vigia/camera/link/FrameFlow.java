package org.vigia.camera.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.ring.RingItem;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Decides what of the film goes over one connection next. Evidence goes before viewers, who see
/// its frames too. Frames that are only looked at must be fresh: one older than a second that a
/// newer key frame has overtaken is dropped with the rest of its GOP. Used by one thread.
final class FrameFlow implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final long STALE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long BEHIND_NANOS = Duration.ofMillis(500).toNanos();

    private final FragmentRing ring;
    private final EvidenceFilms films;
    private final Pace pace;
    private final ForwardReader forward;
    private final Telling telling = new Telling();
    private @Nullable EvidenceFlow evidence;
    private volatile boolean behind;

    FrameFlow(FragmentRing ring, EvidenceFilms films, Pace pace) {
        this.ring = ring;
        this.films = films;
        this.pace = pace;
        this.forward = new ForwardReader(ring);
    }

    /// The next message; null when there is none now.
    ///
    /// @param watched whether somebody watches
    /// @param held what Pi #B said last of the evidence it has
    @Nullable LinkMessage next(boolean watched, LinkMessage.@Nullable EvidenceHeld held)
            throws InterruptedException {
        LinkMessage message = evidence(held);
        behind = message instanceof LinkMessage.Filmed(Fragment frame, _) && isLate(frame);
        if (message != null || evidence != null) {
            return message;
        }
        if (watched) {
            return viewed();
        }
        forward.close();
        return null;
    }

    /// Whether a film of evidence is on its way and not up to date. May be asked by any thread.
    boolean isBehind() {
        return behind;
    }

    /// Whether another frame is there to be sent.
    boolean hasMore() throws InterruptedException {
        return forward.peek(Duration.ZERO) != null;
    }

    /// Waits for something to send; may return for nothing.
    ///
    /// @param seen the number of changes of the films before [#next] had nothing
    void await(long seen) throws InterruptedException {
        if (!forward.running()) {
            films.awaitChange(seen, IDLE);
        } else if (forward.holds()) {
            films.awaitChange(seen, PATIENCE);
        } else {
            forward.peek(PATIENCE);
        }
    }

    @Override
    public void close() {
        behind = false;
        forward.close();
    }

    private @Nullable LinkMessage evidence(LinkMessage.@Nullable EvidenceHeld held)
            throws InterruptedException {
        EvidenceFlow flow = evidence;
        if (flow == null) {
            EvidenceFilm film = films.current();
            if (film == null) {
                return null;
            }
            flow = new EvidenceFlow(film, ring, forward, telling, pace);
            evidence = flow;
        }
        LinkMessage message = flow.next(held);
        if (flow.isClosed()) {
            films.sent(flow.film());
            evidence = null;
        }
        return message;
    }

    private boolean isLate(Fragment frame) {
        return pace.nanos() - frame.capturedNanos() > BEHIND_NANOS;
    }

    private @Nullable LinkMessage viewed() throws InterruptedException {
        boolean begins = !forward.running();
        if (begins) {
            forward.restart();
        }
        while (true) {
            switch (forward.peek(Duration.ZERO)) {
                case null -> {
                    return null;
                }
                case RingItem.Configured(VideoConfig config) -> {
                    forward.take();
                    if (begins || !telling.isCurrent(config.epoch())) {
                        return telling.started(config);
                    }
                }
                case RingItem.Filmed(Fragment frame) when isOvertaken(frame) -> forward.restart();
                case RingItem.Filmed(Fragment frame) -> {
                    forward.take();
                    return telling.filmed(frame);
                }
                // The status says what is wrong; frames go on when there are any.
                case RingItem.Gap _, RingItem.Lagged _ -> forward.take();
            }
        }
    }

    private boolean isOvertaken(Fragment fragment) {
        return pace.nanos() - fragment.capturedNanos() > STALE_NANOS
                && ring.latestKeyFrame()
                        .filter(k -> k.fragment().sequence() > fragment.sequence())
                        .filter(k -> k.config().epoch() == fragment.epoch())
                        .isPresent();
    }
}
