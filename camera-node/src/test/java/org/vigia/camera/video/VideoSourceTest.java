package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoSourceTest {
    @Test
    void refusesWhatNoEncoderTakes() {
        assertThatThrownBy(() -> new VideoSource.TestScene(641, 480, 25, 1_000_000))
                .hasMessage("width and height must be even and from 16 to 8192, were 641 x 480");
        assertThatThrownBy(() -> new VideoSource.TestScene(640, 480, 0, 1_000_000))
                .hasMessage("frames a second must be from 1 to 240, were 0");
        assertThatThrownBy(() -> new VideoSource.FileSource(Path.of("a"), 640, 480, 25, 1))
                .hasMessage("bits a second must be from 10000 to 100000000, were 1");
        assertThatThrownBy(() -> new VideoSource.CommandSource(List.of(), 25))
                .hasMessage("not a source: [] at 25 frames a second");
    }
}
