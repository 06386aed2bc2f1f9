package org.vigia.shared.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

class LinkCodecTest {
    private static final EventId EVENT = new EventId("01990000-0000-7000-8000-000000000001");
    private static final CameraStatus STATUS =
            new CameraStatus(AlarmMode.ARMED, false, true, -30, false, true, "no camera", 3);
    private static final List<LinkMessage> MESSAGES =
            List.of(
                    new LinkMessage.Hello(LinkMessage.VERSION, "front-door", "boot", "0.1.0"),
                    new LinkMessage.Welcome(LinkMessage.VERSION, 123, "ssh-rsa AAAA"),
                    new LinkMessage.Status(STATUS),
                    new LinkMessage.Status(
                            new CameraStatus(
                                    AlarmMode.ARMED,
                                    false,
                                    true,
                                    0,
                                    false,
                                    false,
                                    null,
                                    0,
                                    "b_bot",
                                    AlertTrouble.CHAT_GONE)),
                    new LinkMessage.EventOpened(
                            EVENT, EVENT, EventKind.MOTION, new Moment(1, true, "boot", 2)),
                    new LinkMessage.Watch(true),
                    new LinkMessage.CommandRequest(7, new CameraCommand.Arm()),
                    new LinkMessage.CommandRequest(8, new CameraCommand.Pan(-90)),
                    new LinkMessage.CommandRequest(9, new CameraCommand.Siren(true)),
                    new LinkMessage.CommandRequest(
                            10, new CameraCommand.Invite("0123456789abcdef".repeat(4), false)),
                    new LinkMessage.CommandRequest(11, new CameraCommand.SelfTest()),
                    new LinkMessage.HealthWanted(3),
                    new LinkMessage.CommandAnswer(7, null, STATUS),
                    new LinkMessage.Ping(-5, 6),
                    new LinkMessage.Pong(-5, 7),
                    new LinkMessage.Goodbye("ada — adéu"),
                    new LinkMessage.EvidenceOpened(EVENT, 3, 1L << 40),
                    new LinkMessage.EvidenceHeld(EVENT, 3, 0),
                    new LinkMessage.EvidenceClosed(EVENT, 0, 7),
                    new LinkMessage.GapTaken("0123456789abcdef".repeat(4)),
                    new LinkMessage.AlertChats(
                            List.of(new LinkMessage.AlertChats.Chat(-100_123_456_789L, "ca"))),
                    new LinkMessage.EventRemarked(EVENT, true));

    @Test
    void documentsComeBackAsTheyWere() throws IOException {
        LinkReader reader = new LinkReader(new ByteArrayInputStream(wire(MESSAGES)));
        for (LinkMessage message : MESSAGES) {
            assertThat(reader.read()).isEqualTo(message);
        }
        assertThat(reader.read()).isNull();
    }

    @Test
    void framesComeBackAsTheyWere() throws IOException {
        Fragment fragment = new Fragment(3, 4, 1L << 40, 3600, true, true, -9, new byte[] {1, 2});
        LinkMessage filmed = new LinkMessage.Filmed(fragment, true);
        VideoConfig config = new VideoConfig(3, "avc1.42C01F", 1280, 720, new byte[] {5, 6, 7});
        LinkReader reader =
                new LinkReader(
                        new ByteArrayInputStream(
                                wire(List.of(new LinkMessage.VideoStarted(config), filmed))));
        assertThat(reader.read())
                .isInstanceOfSatisfying(
                        LinkMessage.VideoStarted.class,
                        m -> assertThat(m.config()).usingRecursiveComparison().isEqualTo(config));
        assertThat(reader.read())
                .isInstanceOfSatisfying(
                        LinkMessage.Filmed.class,
                        m -> assertThat(m).usingRecursiveComparison().isEqualTo(filmed));
    }

    @Test
    void signedDocumentsComeBackByteForByte() throws IOException {
        LinkMessage gap = new LinkMessage.GapRecorded(new byte[] {1, -2}, new byte[] {3});
        LinkMessage receipt = new LinkMessage.ReceiptIssued(new byte[] {4}, new byte[] {-5, 6});
        LinkReader reader = new LinkReader(new ByteArrayInputStream(wire(List.of(gap, receipt))));
        assertThat(reader.read()).usingRecursiveComparison().isEqualTo(gap);
        assertThat(reader.read()).usingRecursiveComparison().isEqualTo(receipt);
    }

    @Test
    void anUnknownFlagOfAFrameIsRefused() throws IOException {
        byte[] bytes =
                wire(
                        List.of(
                                new LinkMessage.Filmed(
                                        new Fragment(0, 0, 0, 1, true, false, 0, new byte[1]),
                                        true)));
        bytes[5] |= 8;
        assertThatThrownBy(() -> new LinkReader(new ByteArrayInputStream(bytes)).read())
                .isInstanceOf(LinkException.class)
                .hasMessage("FILMED: unknown flags 13");
    }

    @Test
    void numbersThatNameNoFrameAreRefused() {
        assertThatThrownBy(() -> new LinkMessage.EvidenceOpened(EVENT, 0, -1))
                .hasMessage("not a frame: 0/-1");
        assertThatThrownBy(() -> new LinkMessage.EvidenceHeld(EVENT, -1, 0))
                .hasMessage("not a frame: -1/0");
        assertThatThrownBy(() -> new LinkMessage.EvidenceClosed(EVENT, -1, 0))
                .hasMessage("not a frame: -1/0");
        assertThatThrownBy(() -> new LinkMessage.GapTaken("abc"))
                .hasMessage("manifest is not a SHA-256 hash");
    }

    @Test
    void anOverlongMessageIsRefusedBeforeItIsRead() {
        byte[] head = {0x7F, 0, 0, 0, 4};
        assertThatThrownBy(() -> new LinkReader(new ByteArrayInputStream(head)).read())
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("FILMED of 2130706432 bytes, at most 4198400");
    }

    @Test
    void theLargestAccessUnitFitsWithWhatIsPutAroundIt() throws IOException {
        byte[] bytes = new byte[(4 << 20) + 2048];
        LinkMessage filmed =
                new LinkMessage.Filmed(new Fragment(0, 0, 0, 1, true, false, 0, bytes), false);
        assertThat(new LinkReader(new ByteArrayInputStream(wire(List.of(filmed)))).read())
                .isInstanceOf(LinkMessage.Filmed.class);
    }

    @Test
    void anUnknownTypeIsRefused() {
        byte[] head = {0, 0, 0, 0, 99};
        assertThatThrownBy(() -> new LinkReader(new ByteArrayInputStream(head)).read())
                .isInstanceOf(LinkException.class)
                .hasMessage("unknown message type 99");
    }

    @Test
    void aConnectionCutInsideAMessageIsNoMessage() throws IOException {
        byte[] whole = wire(List.of(MESSAGES.get(0)));
        for (int cut = 1; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> new LinkReader(new ByteArrayInputStream(part)).read())
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void anUnknownCommandIsRefused() {
        byte[] body =
                "{\"id\":1,\"command\":{\"command\":\"explode\"}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, (byte) body.length, 8});
        bytes.writeBytes(body);
        assertThatThrownBy(
                        () -> new LinkReader(new ByteArrayInputStream(bytes.toByteArray())).read())
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("explode");
    }

    @Test
    void mutatedInputGivesMessagesOrAClearErrorAndNeverMore() throws IOException {
        byte[] whole =
                wire(
                        List.of(
                                MESSAGES.get(0),
                                MESSAGES.get(2),
                                MESSAGES.get(5),
                                new LinkMessage.VideoStarted(
                                        new VideoConfig(0, "avc1.42C01F", 64, 64, new byte[9])),
                                new LinkMessage.Filmed(
                                        new Fragment(0, 0, 0, 1, true, false, 0, new byte[40]),
                                        true),
                                new LinkMessage.EvidenceOpened(EVENT, 3, 5),
                                new LinkMessage.EvidenceHeld(EVENT, 3, 5),
                                new LinkMessage.EvidenceClosed(EVENT, 3, 9),
                                new LinkMessage.GapRecorded(new byte[40], new byte[9]),
                                new LinkMessage.GapTaken("0123456789abcdef".repeat(4))));
        long inputs = 10_000L * Integer.getInteger("vigia.fuzz", 1);
        for (long seed = 0; seed < inputs; seed++) {
            Random random = new Random(seed);
            byte[] input = whole.clone();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            input = Arrays.copyOf(input, random.nextInt(1, input.length + 1));
            LinkReader reader = new LinkReader(new ByteArrayInputStream(input));
            try {
                for (int i = 0; reader.read() != null; i++) {
                    assertThat(i).as("seed %d", seed).isLessThan(input.length);
                }
            } catch (IOException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] wire(List<LinkMessage> messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LinkWriter writer = new LinkWriter(bytes);
        for (LinkMessage message : messages) {
            writer.write(message);
        }
        writer.flush();
        return bytes.toByteArray();
    }
}
