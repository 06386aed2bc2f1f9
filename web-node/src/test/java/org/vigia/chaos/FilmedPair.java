package org.vigia.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.vigia.e2e.NalUnits;
import org.vigia.e2e.Pair;
import org.vigia.shared.time.Pace;

/// A pair whose link passes a [LinkProxy], and of whose camera is known what it has filmed: its
/// pictures, one slice each, are kept on their way to it.
final class FilmedPair implements AutoCloseable {
    static final int FRAMES_PER_SECOND = 10;

    private final Pair pair;
    private final LinkProxy proxy;
    private final Path filmed;

    private FilmedPair(Pair pair, LinkProxy proxy, Path filmed) {
        this.pair = pair;
        this.proxy = proxy;
        this.filmed = filmed;
    }

    /// Starts it.
    ///
    /// @param size of the picture
    /// @param bits a second
    static FilmedPair start(Path data, String size, String bits)
            throws IOException, InterruptedException {
        Path filmed = data.resolve("filmed.h264");
        String film =
                ("exec ffmpeg -nostdin -v error -re -f lavfi -i testsrc2=size=%s:rate=%d -c:v"
                                + " libx264 -preset ultrafast -tune zerolatency -threads 1 -g 10"
                                + " -b:v %s -f h264 -flush_packets 1 pipe:1 | tee %s")
                        .formatted(size, FRAMES_PER_SECOND, bits, filmed);
        String video =
                "{source: command, frames-per-second: %d, command: [sh, -c, \"%s\"]}"
                        .formatted(FRAMES_PER_SECOND, film);
        Pair.Setup usual = Pair.Setup.of(video);
        LinkProxy[] way = new LinkProxy[1];
        Pair pair =
                Pair.start(
                        data,
                        new Pair.Setup(
                                usual.video(),
                                usual.alarm(),
                                usual.more(),
                                usual.web(),
                                port -> {
                                    way[0] = LinkProxy.to(port, Pace.system());
                                    return way[0].port();
                                },
                                usual.environment()));
        return new FilmedPair(pair, way[0], filmed);
    }

    Pair pair() {
        return pair;
    }

    LinkProxy proxy() {
        return proxy;
    }

    /// Cuts the link and kills the camera at once.
    ///
    /// @return the slices that it had filmed by then, since it was last started
    List<String> smash() throws IOException, InterruptedException {
        long bytes = Files.size(filmed);
        proxy.cut();
        assertThat(pair.camera().signal("KILL")).isPresent();
        List<String> slices =
                NalUnits.ofStream(Arrays.copyOf(Files.readAllBytes(filmed), (int) bytes));
        pair.camera().close();
        return slices;
    }

    /// Mends both.
    void restart() throws IOException, InterruptedException {
        proxy.heal();
        pair.restartCamera();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (proxy) {
            pair.close();
        }
    }
}
