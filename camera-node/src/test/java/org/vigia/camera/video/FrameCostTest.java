package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.h264.AccessUnitSplitter;
import org.vigia.shared.clip.ClipWriter;
import org.vigia.shared.cost.ThreadCost;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// What a frame costs on its way through camera-node, counted: whoever passes a bound has put a
/// copy or a call on the way of each frame. Bounds are some 10 % above what they were set after.
class FrameCostTest {
    private static final int TIMES = 20;

    @TempDir Path folder;

    /// Counts and forgets.
    private static final class Counter implements VideoSink {
        long frames;
        long bytes;

        @Override
        public void onConfig(VideoConfig config) {
            // Once a stream.
        }

        @Override
        public void onFragment(Fragment fragment) {
            frames++;
            bytes += fragment.bytes().length;
        }

        @Override
        public void onGap(String reason) {
            throw new AssertionError(reason);
        }
    }

    private static double perFrame(ThreadCost cost, long bytes, long frames) {
        return (double) (cost.allocated() - bytes) / frames;
    }

    @Test
    void anAccessUnitIsCopiedOnceIntoItsFragment() throws Exception {
        byte[] stream = Footage.plain();
        Counter counter = new Counter();
        AccessUnitSplitter splitter =
                new AccessUnitSplitter(
                        new Fragmenter(
                                25,
                                counter,
                                reason -> {
                                    throw new AssertionError(reason);
                                }));
        splitter.feed(stream, 0, stream.length, 0);
        counter.frames = 0;
        counter.bytes = 0;
        ThreadCost cost =
                ThreadCost.of(() -> {
                    for (int i = 0; i < TIMES; i++) {
                        splitter.feed(stream, 0, stream.length, i);
                    }
                });
        assertThat(perFrame(cost, counter.bytes, counter.frames)).isLessThan(490);
    }

    @Test
    void theLinkTakesAFrameWithoutACopyThatIsNotItsBuffers() throws Exception {
        List<Fragment> film = Film.of(Footage.plain()).fragments();
        LinkWriter writer =
                new LinkWriter(new BufferedOutputStream(OutputStream.nullOutputStream(), 1 << 16));
        send(writer, film);
        ThreadCost cost =
                ThreadCost.of(() -> {
                    for (int i = 0; i < TIMES; i++) {
                        send(writer, film);
                    }
                });
        assertThat(perFrame(cost, 0, (long) TIMES * film.size())).isLessThan(40);
    }

    private static void send(LinkWriter writer, List<Fragment> film) throws Exception {
        for (Fragment fragment : film) {
            writer.write(new LinkMessage.Filmed(fragment, false));
            writer.flush();
        }
    }

    @Test
    void theDiskIsGivenAFrameInTwoCallsAndTheBytesOnce() throws Exception {
        Film film = Film.of(Footage.plain());
        Path file = folder.resolve("clip.part");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ClipWriter clip = new ClipWriter(channel, film.configs().getFirst());
            clip.add(film.fragments().getFirst());
            List<Fragment> rest = film.fragments().subList(1, film.fragments().size());
            ThreadCost cost =
                    ThreadCost.of(() -> {
                        for (Fragment fragment : rest) {
                            clip.add(fragment);
                        }
                    });
            assertThat(cost.written()).isLessThanOrEqualTo(channel.size());
            assertThat((double) cost.writes() / rest.size()).isLessThanOrEqualTo(2.1);
            assertThat(perFrame(cost, 0, rest.size())).isLessThan(620);
        }
    }
}
