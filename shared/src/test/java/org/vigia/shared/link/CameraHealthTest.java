package org.vigia.shared.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.shared.json.Json;
import org.vigia.shared.machine.MachineHealth;
import org.vigia.shared.machine.Power;
import org.vigia.shared.machine.Space;

class CameraHealthTest {
    private static final CameraHealth FULL =
            new CameraHealth(
                    "0.6.0",
                    3600,
                    new MachineHealth(
                            7200L,
                            48.3,
                            new Power(false, false, true, false),
                            0.5,
                            4,
                            new Space(1, 2),
                            new Space(3, 4)),
                    new CameraHealth.Waiting(2, 17L),
                    new CameraHealth.Wall(true, -20L),
                    new CameraHealth.Upload(1 << 20, 900, 12),
                    new CameraHealth.Film(24.9, 40L),
                    new CameraHealth.SelfTest(
                            false,
                            new SelfTestResult(
                                    1_790_000_000_000L,
                                    true,
                                    SelfTestFailure.NO_RECEIPT,
                                    8L,
                                    210L,
                                    null)));
    private static final CameraHealth BARE =
            new CameraHealth(
                    "development",
                    0,
                    new MachineHealth(null, null, null, null, 1, null, null),
                    new CameraHealth.Waiting(0, null),
                    new CameraHealth.Wall(false, null),
                    null,
                    new CameraHealth.Film(0, null),
                    new CameraHealth.SelfTest(true, null));

    @Test
    void whatIsKnownAndWhatIsNotComeBackAsTheyWere() throws IOException {
        for (CameraHealth health : List.of(FULL, BARE)) {
            byte[] wire = wire(new LinkMessage.Health(health));
            assertThat(new LinkReader(new ByteArrayInputStream(wire)).read())
                    .isEqualTo(new LinkMessage.Health(health));
        }
    }

    @Test
    void aFieldThatIsMissingUnknownOrOutOfItsRangeIsRefused() {
        String whole = Json.text(FULL);
        assertThatThrownBy(() -> read(whole.replace("\"runningSeconds\":3600,", "")))
                .hasMessageContaining("runningSeconds");
        assertThatThrownBy(() ->
                        read(
                                whole.replace(
                                        "\"runningSeconds\"", "\"walking\":1,\"runningSeconds\"")))
                .hasMessageContaining("walking");
        assertThatThrownBy(() -> read(whole.replace("48.3", "4800")))
                .hasMessageContaining("no temperature");
        assertThatThrownBy(() -> read(whole.replace("48.3", "\"NaN\"")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(whole.replace("24.9", "-1")))
                .hasMessageContaining("not a frame rate");
        assertThatThrownBy(() -> read(whole.replace("no-receipt", "tired")))
                .hasMessageContaining("tired");
        assertThatThrownBy(() -> read(whole.replace("0.6.0", "x".repeat(65))))
                .hasMessageContaining("an overlong version");
    }

    @Test
    void aSuccessWithoutItsStepsIsNone() {
        assertThatThrownBy(() -> new SelfTestResult(1, false, null, 1L, 2L, null))
                .hasMessage("a success has every step");
        assertThatThrownBy(() -> new SelfTestResult(-1, false, null, 1L, 2L, 3L))
                .hasMessage("not a time");
        assertThatThrownBy(() -> new SelfTestResult(1, false, null, 1L, -2L, 3L))
                .hasMessage("not a duration");
    }

    @Test
    void mutatedHealthIsHealthOrAClearErrorAndNeverMore() throws IOException {
        byte[] whole = wire(new LinkMessage.Health(FULL));
        long inputs = 10_000L * Integer.getInteger("vigia.fuzz", 1);
        for (long seed = 0; seed < inputs; seed++) {
            Random random = new Random(seed);
            byte[] input = whole.clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                // Digits and signs get further than other bytes.
                byte[] likely =
                        "0123456789-.eE\"{}[],:null"
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                input[random.nextInt(5, input.length)] =
                        random.nextBoolean()
                                ? likely[random.nextInt(likely.length)]
                                : (byte) random.nextInt();
            }
            try {
                assertThat(new LinkReader(new ByteArrayInputStream(input)).read())
                        .as("seed %d", seed)
                        .isInstanceOf(LinkMessage.Health.class);
            } catch (IOException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d: %s".formatted(seed, Arrays.toString(input)), e);
            }
        }
    }

    private static CameraHealth read(String json) throws IOException {
        return Json.read(json, CameraHealth.class);
    }

    private static byte[] wire(LinkMessage message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LinkWriter writer = new LinkWriter(bytes);
        writer.write(message);
        writer.flush();
        return bytes.toByteArray();
    }
}
