package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EvidenceKind;

/// What a camera may be told to film, the store takes: otherwise it would be refused for good.
class ClipLimitTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void theLongestClipOfTheHighestRateIsTakenWithRoomForAnEncoderThatOvershoots()
            throws IOException {
        long bits = most("video.bits-per-second", "[0-9]+ to ([0-9]+)");
        long minutes =
                most("recording.longest-clip", "[0-9a-z]+ to ([0-9]+)m")
                        + most("recording.pre-roll", "[0-9a-z]+ to ([0-9]+)m");
        long bytes = bits / 8 * 60 * minutes;
        assertThat(bytes).isGreaterThan(1L << 30);
        assertThat(StoreLimits.DEFAULT.max(EvidenceKind.CLIP)).isGreaterThan(bytes * 3 / 2);
    }

    private static long most(String key, String allowed) throws IOException {
        Pattern row = Pattern.compile("\\| `" + key + "` \\| [^|]+ \\| " + allowed + " \\|");
        Matcher found = row.matcher(Files.readString(DOCUMENT));
        assertThat(found.find()).as(key).isTrue();
        return Long.parseLong(found.group(1));
    }
}
