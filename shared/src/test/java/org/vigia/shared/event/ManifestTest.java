package org.vigia.shared.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final EventId EVENT = new EventId("01990000-0000-7000-8000-000000000001");
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Moment MOMENT = new Moment(1_700_000_000_000L, true, "boot", 5);

    private static Manifest manifest(List<Manifest.Entry> files) {
        return new Manifest(
                Manifest.FORMAT,
                EVENT,
                EVENT,
                "front-door",
                EventKind.MOTION,
                "SHA256:abc",
                1,
                null,
                MOMENT,
                MOMENT,
                5000,
                12_000,
                files);
    }

    private static Manifest.Entry clip() {
        return new Manifest.Entry(new EvidenceName(EVENT, EvidenceKind.CLIP, HASH).text(), 12);
    }

    @Test
    void aMomentOutsideOfItsCenturiesIsNone() {
        assertThat(new Moment(0, false, "boot", 1).wallMillis()).isZero();
        assertThat(Instant.ofEpochMilli(Moment.LAST_WALL_MILLIS + 1))
                .hasToString("2200-01-01T00:00:00Z");
        for (long wall : new long[] {-1, Moment.LAST_WALL_MILLIS + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> new Moment(wall, true, "boot", 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a time between 1970 and 2200");
        }
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        Manifest manifest = manifest(List.of(clip()));
        assertThat(Manifest.parse(manifest.bytes())).isEqualTo(manifest);
    }

    @Test
    void namesThatAreNoEvidenceNamesAreNoNames() {
        String good = new EvidenceName(EVENT, EvidenceKind.CLIP, HASH).text();
        assertThat(EvidenceName.parse(good)).isPresent();
        for (String bad :
                List.of(
                        "",
                        "../" + good,
                        good + "\n",
                        good.replace(".mp4", ".jpg"),
                        good.replace("clip", "Clip"),
                        good.toUpperCase(java.util.Locale.ROOT),
                        good + ".part",
                        "x/" + good)) {
            assertThat(EvidenceName.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void twoFilesOfOneKindOrOfAnotherEventAreRefused() {
        assertThatThrownBy(() -> manifest(List.of(clip(), clip())))
                .hasMessage("two files of one kind");
        EventId other = new EventId("01990000-0000-7000-8000-000000000002");
        assertThatThrownBy(() ->
                        manifest(
                                List.of(
                                        new Manifest.Entry(
                                                new EvidenceName(other, EvidenceKind.CLIP, HASH)
                                                        .text(),
                                                1))))
                .hasMessage("a file of another event");
    }

    @Test
    void unknownMissingAndRepeatedFieldsAreRefused() {
        String text = new String(manifest(List.of()).bytes(), StandardCharsets.UTF_8);
        assertRefused(text.replace("\"camera\"", "\"kamera\""));
        assertRefused(text.replace("\"camera\":\"front-door\",", ""));
        assertRefused(text.replaceFirst("\\{", "{\"camera\":\"x\","));
        assertRefused(text + " x");
        assertRefused(text.replace("\"sequence\":1", "\"sequence\":\"1\""));
        assertRefused(text.replace("\"sequence\":1", "\"sequence\":2"));
        assertRefused("null");
        assertRefused("[".repeat(10_000));
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Manifest.parse(text.getBytes(StandardCharsets.UTF_8)))
                .as(text)
                .isInstanceOf(IOException.class);
    }

    @Test
    void mutatedManifestsAreReadOrRefusedAndNeverMore() {
        byte[] whole = manifest(List.of(clip())).bytes();
        long inputs = 10_000L * Integer.getInteger("vigia.fuzz", 1);
        for (long seed = 0; seed < inputs; seed++) {
            Random random = new Random(seed);
            byte[] input = whole.clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt(32, 127);
            }
            input =
                    Arrays.copyOf(
                            input,
                            random.nextInt(4) == 0 ? random.nextInt(input.length) : input.length);
            try {
                Manifest.parse(input);
            } catch (IOException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).startsWith("not a Manifest");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void eventIdsCarryTheirTimeAndAreAllDifferent() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(0x0199_0000_0000L), ZoneOffset.UTC);
        SecureRandom random = new SecureRandom();
        EventId first = EventId.create(clock, random);
        assertThat(first.text()).startsWith("01990000-0000-7");
        assertThat(EventId.create(clock, random)).isNotEqualTo(first);
    }
}
