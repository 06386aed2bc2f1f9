package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.browser.Chromium;
import org.vigia.web.reel.TestVideo;
import org.vigia.web.store.Evidence;

/// Real film that a cut has ended, with a hole in the middle of a group of pictures, in the real
/// players.
@Timeout(180)
class StreamedFilmTest {
    private static final String PLAYED =
            "() => new Promise(done => { const v = document.getElementById('v'); let last = 0;"
                    + " v.ontimeupdate = () => last = v.currentTime;"
                    + " v.onended = () => done(last); v.onerror = () => done(-1);"
                    + " v.playbackRate = 4; v.play(); })";
    private static final String SEEK =
            "t => new Promise(done => { const v = document.getElementById('v');"
                    + " v.onseeked = () => done(v.currentTime); v.onerror = () => done(-1);"
                    + " v.currentTime = t; })";

    @TempDir Path folder;

    private static byte[] sample(byte[] fragment) {
        ByteBuffer boxes = ByteBuffer.wrap(fragment);
        int mdat = boxes.getInt(0);
        return Arrays.copyOfRange(fragment, mdat + 8, mdat + boxes.getInt(mdat));
    }

    /// Frames 0 to 39 and 60 to 109 of a stream that a power cut has ended in frame 110; a key
    /// frame every 25.
    private Path film() throws IOException, InterruptedException {
        TestVideo video = TestVideo.make(folder, 5);
        EventId event = Evidence.id();
        VideoConfig config = video.config();
        Path file = folder.resolve("door").resolve(event + ".stream");
        try (StreamFile stream =
                StreamFile.create(file, new LinkMessage.EvidenceOpened(event, 0, 0), config)) {
            for (Fragment f : video.fragments().subList(0, 111)) {
                if (f.sequence() < 40 || f.sequence() >= 60) {
                    Fragment frame = Reel.frame(0, f.sequence(), f.key(), false, sample(f.bytes()));
                    assertThat(stream.add(Reel.live(frame), 0)).isTrue();
                }
            }
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            out.truncate(out.size() - 100);
        }
        Path film = folder.resolve("film.mp4");
        StreamedFilm.write(file, StreamScan.of(file).orElseThrow(), film);
        return film;
    }

    @Test
    void ffprobeFindsEveryFrameAndTheRightLength() throws Exception {
        Path film = film();
        assertThat(ffprobe(film, "-count_packets", "-show_entries", "stream=nb_read_packets"))
                .isEqualTo("90");
        // Some between the hole and the next key frame have no picture.
        assertThat(
                        Integer.parseInt(
                                ffprobe(
                                        film,
                                        "-count_frames",
                                        "-show_entries",
                                        "stream=nb_read_frames")))
                .isBetween(75, 90);
        assertThat(Double.parseDouble(ffprobe(film, "-show_entries", "format=duration")))
                .isCloseTo(110 / 25.0, Offset.offset(0.05));
        assertThat(ffprobe(film, "-show_entries", "format=start_time").strip())
                .isEqualTo("0.000000");
    }

    private static String ffprobe(Path film, String... what)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "quiet"));
        command.addAll(List.of(what));
        command.addAll(List.of("-of", "csv=p=0", film.toString()));
        Process process = new ProcessBuilder(command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    @Test
    void chromiumPlaysItToItsEndAndSeeksBehindTheHole() throws Exception {
        Path film = film();
        Path page = folder.resolve("page.html");
        Files.writeString(
                page, "<video id=v muted preload=auto src=" + film.getFileName() + "></video>");
        try (BrowserContext window = Chromium.shared().newContext()) {
            Page shown = window.newPage();
            shown.navigate(page.toUri().toString());
            shown.waitForFunction("() => document.getElementById('v').readyState >= 2");
            assertThat(number(shown.evaluate("() => document.getElementById('v').duration")))
                    .isCloseTo(110 / 25.0, Offset.offset(0.05));
            assertThat(number(shown.evaluate(PLAYED))).isGreaterThan(4.0);
            for (double at : new double[] {2.5, 3.2, 0.5, 1.8, 4.3}) {
                assertThat(number(shown.evaluate(SEEK, at))).isCloseTo(at, Offset.offset(0.05));
            }
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
