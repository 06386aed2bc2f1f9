package org.vigia.shared.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapRecordTest {
    private static final EventId EVENT = new EventId("01990000-0000-7000-8000-000000000001");
    private static final EventId OTHER = new EventId("01990000-0000-7000-8000-000000000002");
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String CLIP = new EvidenceName(EVENT, EvidenceKind.CLIP, HASH).text();

    private static GapRecord record(List<String> files) {
        return new GapRecord(
                GapRecord.FORMAT,
                "front-door",
                "SHA256:abc",
                7,
                EVENT,
                HASH,
                files,
                "no room",
                1_700_000_000_000L);
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        assertThat(GapRecord.parse(record(List.of(CLIP)).bytes())).isEqualTo(record(List.of(CLIP)));
        assertThat(GapRecord.parse(record(List.of()).bytes())).isEqualTo(record(List.of()));
    }

    @Test
    void namesOnlyFilesThatAManifestOfItsEventMayName() {
        assertThatThrownBy(() -> record(List.of(CLIP, CLIP))).hasMessage("two files of one kind");
        assertThatThrownBy(() ->
                        record(List.of(new EvidenceName(OTHER, EvidenceKind.CLIP, HASH).text())))
                .hasMessage("a file of another event");
        assertThatThrownBy(() -> record(List.of("../etc/passwd")))
                .hasMessage("not an evidence file name");
        assertThatThrownBy(() ->
                        record(
                                List.of(
                                        new EvidenceName(EVENT, EvidenceKind.MANIFEST, HASH)
                                                .text())))
                .hasMessage("a manifest lists neither itself nor a signature");
    }

    @Test
    void fieldsOutOfTheirRangesAreRefused() {
        String text = new String(record(List.of(CLIP)).bytes(), StandardCharsets.UTF_8);
        assertRefused(text.replace("vigia-gap/1", "vigia-gap/2"), "unknown gap record format");
        assertRefused(text.replace("front-door", "Front"), "not a camera name");
        assertRefused(text.replace("SHA256:", "MD5:"), "not a key fingerprint");
        assertRefused(text.replace("\"sequence\":7", "\"sequence\":0"), "begin at 1");
        assertRefused(text.replace("\"" + HASH + "\"", "\"abc\""), "not a SHA-256 hash");
        assertRefused(text.replace("no room", ""), "no reason");
        assertRefused(text.replace("no room", "x".repeat(201)), "overlong");
        assertRefused(text.replace("1700000000000", "-1"), "not a time until 2200");
        assertRefused(text.replace("\"reason\"", "\"why\""), "not a GapRecord");
        assertRefused(text + "x", "not a GapRecord");
    }

    private static void assertRefused(String text, String problem) {
        assertThatThrownBy(() -> GapRecord.parse(text.getBytes(StandardCharsets.UTF_8)))
                .as(text)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void mutatedRecordsAreReadOrRefusedAndNeverMore() {
        byte[] whole = record(List.of(CLIP)).bytes();
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
                GapRecord.parse(input);
            } catch (IOException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).startsWith("not a GapRecord");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
