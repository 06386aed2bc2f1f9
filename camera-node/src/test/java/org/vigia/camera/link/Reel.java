package org.vigia.camera.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// A camera that films small frames, a recorder that makes films of them, and a connection over
/// which they go; everything happens when the test says so.
final class Reel {
    static final int GOP = 5;
    private static final int TICKS = 3600;

    final FakePace pace = new FakePace();
    final FragmentRing ring;
    final EvidenceFilms films = new EvidenceFilms();
    FrameFlow flow;
    boolean watched;
    LinkMessage.@Nullable EvidenceHeld held;
    int epoch = -1;
    long frame;

    Reel(long ringBytes) {
        ring = new FragmentRing(Duration.ofSeconds(60), ringBytes);
        flow = new FrameFlow(ring, films, pace);
        films.linked(true);
    }

    static EventId event(int n) {
        return new EventId("01990000-0000-7000-8000-%012d".formatted(n));
    }

    VideoConfig config() {
        return new VideoConfig(epoch, "avc1.42C01F", 64, 64, new byte[] {1});
    }

    /// A stream begins.
    void configure() {
        epoch++;
        frame = 0;
        ring.onConfig(config());
    }

    void film(int frames) {
        for (int i = 0; i < frames; i++) {
            put(frame++, false, 10);
        }
    }

    /// The newest frame again, in its complete form.
    void complete() {
        put(frame - 1, true, 20);
    }

    private void put(long sequence, boolean replacing, int bytes) {
        ring.onFragment(
                new Fragment(
                        epoch,
                        sequence,
                        sequence * TICKS,
                        TICKS,
                        sequence % GOP == 0,
                        replacing,
                        pace.nanos(),
                        new byte[bytes]));
    }

    void begin(int event, long first) {
        films.begun(
                new EvidenceFilm(
                        new LinkMessage.EventOpened(
                                event(event),
                                event(event),
                                EventKind.MOTION,
                                new Moment(1, true, "boot", 1)),
                        config(),
                        first));
    }

    void end(int event, long last) {
        films.ended(event(event), last);
    }

    void holds(int event, long next) {
        held = new LinkMessage.EvidenceHeld(event(event), epoch, next);
    }

    /// The link breaks and stands again; Pi #B watches no more.
    void reconnect() {
        disconnect();
        films.linked(true);
        flow = new FrameFlow(ring, films, pace);
    }

    void disconnect() {
        flow.close();
        films.linked(false);
        held = null;
        watched = false;
    }

    @Nullable LinkMessage next() throws InterruptedException {
        return flow.next(watched, held);
    }

    /// Everything that is sent until there is nothing more to send.
    List<LinkMessage> drain() throws InterruptedException {
        List<LinkMessage> messages = new ArrayList<>();
        for (LinkMessage message = next(); message != null; message = next()) {
            messages.add(message);
        }
        return messages;
    }

    /// The same in words: a frame is its sequence, with `e` where it is earlier and `!` where it
    /// replaces the one before.
    String words() throws InterruptedException {
        return String.join(" ", drain().stream().map(Reel::word).toList());
    }

    private static String word(LinkMessage message) {
        return switch (message) {
            case LinkMessage.EventOpened _ -> "announced";
            case LinkMessage.VideoStarted(VideoConfig config) -> "video:" + config.epoch();
            case LinkMessage.EvidenceOpened opened -> "opened:" + opened.first();
            case LinkMessage.EvidenceClosed closed -> "closed:" + closed.last();
            case LinkMessage.Filmed(Fragment f, boolean earlier) ->
                    f.sequence() + (earlier ? "e" : "") + (f.replacesPrevious() ? "!" : "");
            case LinkMessage other -> other.toString();
        };
    }
}
