package org.vigia.camera.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.video.Film;
import org.vigia.shared.video.Fragment;

@Timeout(120)
class GreyDecoderTest {
    private static final long LIMIT = 4096L * 2304;

    private static Optional<GreyPicture> grey(GreyDecoder decoder, Film film, int fragment)
            throws InterruptedException {
        Fragment key = film.fragments().get(fragment);
        return decoder.decode(film.configs().get(key.epoch()), key);
    }

    private static double difference(GreyPicture a, GreyPicture b) {
        long sum = 0;
        for (int y = 0; y < GreyPicture.HEIGHT; y++) {
            for (int x = 0; x < GreyPicture.WIDTH; x++) {
                sum += Math.abs(a.at(x, y) - b.at(x, y));
            }
        }
        return (double) sum / GreyPicture.WIDTH / GreyPicture.HEIGHT;
    }

    @Test
    void givesEachPictureAtOnceAndTheSameForTheSame() throws Exception {
        Film film = Film.of(Footage.sliced());
        try (GreyDecoder decoder = new GreyDecoder(LIMIT)) {
            GreyPicture first = grey(decoder, film, 0).orElseThrow();
            GreyPicture later = grey(decoder, film, 30).orElseThrow();
            GreyPicture again = grey(decoder, film, 0).orElseThrow();
            assertThat(first.fingerprint()).isEqualTo(again.fingerprint());
            assertThat(difference(first, later)).isGreaterThan(1);
            decoder.rest();
            assertThat(grey(decoder, film, 0).orElseThrow().fingerprint())
                    .isEqualTo(first.fingerprint());
        }
    }

    @Test
    void followsAChangeOfParameterSets() throws Exception {
        Film film = Film.of(Footage.join(Footage.plain(), Footage.h264(160, 120, 12)));
        try (GreyDecoder decoder = new GreyDecoder(LIMIT)) {
            GreyPicture large = grey(decoder, film, 0).orElseThrow();
            assertThat(difference(large, grey(decoder, film, 35).orElseThrow())).isLessThan(25);
            assertThat(grey(decoder, film, 0).orElseThrow().fingerprint())
                    .isEqualTo(large.fingerprint());
        }
    }

    @Test
    void whatItCannotDecodeIsNoPicture() throws Exception {
        Film film = Film.of(Footage.plain());
        try (GreyDecoder decoder = new GreyDecoder(LIMIT);
                GreyDecoder small = new GreyDecoder(1000)) {
            Fragment broken = new Fragment(0, 0, 0, 1, true, false, 0, new byte[] {1, 2, 3});
            assertThat(decoder.decode(film.configs().getFirst(), broken)).isEmpty();
            assertThat(grey(decoder, film, 0)).isPresent();
            assertThat(grey(small, film, 0)).isEmpty();
            decoder.close();
            assertThat(grey(decoder, film, 0)).isEmpty();
        }
    }
}
