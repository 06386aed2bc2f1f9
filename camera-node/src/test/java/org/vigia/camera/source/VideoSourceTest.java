package org.vigia.camera.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.camera.source.Picture.Flip;

class VideoSourceTest {
    @Test
    void refusesWhatNoEncoderTakes() {
        assertThatThrownBy(() -> new Picture(641, 480, 25, 1_000_000, Flip.NONE))
                .hasMessage("width and height must be even and from 16 to 8192, were 641 x 480");
        assertThatThrownBy(() -> new Picture(640, 480, 0, 1_000_000, Flip.NONE))
                .hasMessage("frames a second must be from 1 to 240, were 0");
        assertThatThrownBy(() -> new Picture(640, 480, 25, 1, Flip.NONE))
                .hasMessage("bits a second must be from 10000 to 100000000, were 1");
        assertThatThrownBy(() -> new VideoSource.CommandSource(List.of(), 25))
                .hasMessage("not a source: [] at 25 frames a second");
    }

    @Test
    void whateverFfmpegFilmsIsFlippedFirst() {
        Picture picture = new Picture(640, 480, 25, 1_000_000, Flip.BOTH);
        for (VideoSource source :
                List.of(
                        new VideoSource.TestScene(picture),
                        new VideoSource.FileSource(Path.of("a"), picture),
                        new Webcam(Path.of("/dev/video0"), Webcam.Format.MJPEG, picture))) {
            List<String> command = source.command();
            assertThat(command.get(command.indexOf("-vf") + 1)).startsWith("hflip,vflip");
        }
    }
}
