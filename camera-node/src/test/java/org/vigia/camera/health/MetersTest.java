package org.vigia.camera.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.delivery.RefusedException;
import org.vigia.camera.delivery.Uploader;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

class MetersTest {
    private static final EventId EVENT = new EventId("01990000-0000-7000-8000-000000000001");

    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private final List<Fragment> passed = new ArrayList<>();
    private final List<EventId> sent = new ArrayList<>();
    private final FrameMeter frames =
            new FrameMeter(
                    new VideoSink() {
                        @Override
                        public void onConfig(VideoConfig config) {}

                        @Override
                        public void onFragment(Fragment fragment) {
                            passed.add(fragment);
                        }

                        @Override
                        public void onGap(String reason) {}
                    },
                    pace);
    private boolean refuses;
    private final UploadMeter uploads =
            new UploadMeter(
                    new Uploader() {
                        @Override
                        public void upload(EvidenceName name, Path file) throws RefusedException {
                            pace.advance(Duration.ofMillis(500));
                            if (refuses) {
                                throw new RefusedException("refused: no");
                            }
                        }

                        @Override
                        public void close() {}
                    },
                    sent::add,
                    pace);

    private void film(int count, Duration apart, boolean replaces) {
        for (int i = 0; i < count; i++) {
            pace.advance(apart);
            frames.onFragment(new Fragment(0, i, 0, 1, true, replaces, 0, new byte[1]));
        }
    }

    private Path file(int bytes) throws IOException {
        return Files.write(folder.resolve("file"), new byte[bytes]);
    }

    private static EvidenceName name(EvidenceKind kind) {
        return new EvidenceName(EVENT, kind, "0123456789abcdef".repeat(4));
    }

    @Test
    void beforeTheFirstFrameThereIsNoRate() {
        assertThat(frames.film()).isEqualTo(new CameraHealth.Film(0, null));
    }

    @Test
    void framesThatReallyComeAreCountedAndPassedOn() {
        film(300, Duration.ofMillis(40), false);
        assertThat(frames.film().framesPerSecond()).isBetween(24.9, 25.1);
        assertThat(frames.film().lastFrameMillis()).isZero();
        assertThat(passed).hasSize(300);
        pace.advance(Duration.ofSeconds(5));
        assertThat(frames.film().framesPerSecond()).isBetween(12.4, 12.7);
        pace.advance(Duration.ofSeconds(6));
        assertThat(frames.film()).isEqualTo(new CameraHealth.Film(0, 11_000L));
    }

    @Test
    void aFrameThatReplacesTheOneBeforeIsNoFurtherOne() {
        film(100, Duration.ofMillis(100), false);
        film(50, Duration.ofMillis(1), true);
        assertThat(frames.film().framesPerSecond()).isBetween(9.8, 10.1);
        assertThat(passed).hasSize(150);
    }

    @Test
    void aRateBeyondWhatIsRememberedIsStillRight() {
        film(5000, Duration.ofMillis(4), false);
        assertThat(frames.film().framesPerSecond()).isBetween(249.0, 251.0);
    }

    @Test
    void onlyALargeUploadTellsASpeed() throws Exception {
        uploads.upload(name(EvidenceKind.SNAPSHOT), file(60_000));
        assertThat(uploads.last()).isNull();
        uploads.upload(name(EvidenceKind.CLIP), file(1_000_000));
        pace.advance(Duration.ofSeconds(7));
        assertThat(uploads.last()).isEqualTo(new CameraHealth.Upload(1_000_000, 500, 7));
    }

    @Test
    void theManifestIsAnEventsLastFile() throws Exception {
        uploads.upload(name(EvidenceKind.SIGNATURE), file(100));
        assertThat(sent).isEmpty();
        uploads.upload(name(EvidenceKind.MANIFEST), file(100));
        assertThat(sent).containsExactly(EVENT);
    }

    @Test
    void whatIsRefusedOrGoneIsNeitherSentNorMeasured() throws Exception {
        refuses = true;
        Path file = file(1_000_000);
        assertThatThrownBy(() -> uploads.upload(name(EvidenceKind.MANIFEST), file))
                .hasMessage("refused: no");
        assertThatThrownBy(() -> uploads.upload(name(EvidenceKind.CLIP), folder.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(sent).isEmpty();
        assertThat(uploads.last()).isNull();
    }
}
