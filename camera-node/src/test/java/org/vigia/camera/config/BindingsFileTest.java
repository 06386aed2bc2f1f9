package org.vigia.camera.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.remote.Button;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.crypto.TestKeys;

class BindingsFileTest {
    private static final NecCode FIVE = new NecCode(false, 4, 5);
    private static final NecCode ARM = new NecCode(true, 0x5648, 0x10);

    @TempDir static Path folder;
    private static String base;

    @BeforeAll
    static void makeKey() throws IOException {
        String key = TestKeys.key(folder, "key").publicKey().line();
        base = "name: yard\nweb:\n  address: \"b:1\"\n  host-key: %s\n".formatted(key);
    }

    private static String bind(String yaml, Map<Button, NecCode> learned) throws Exception {
        Path file = Files.writeString(folder.resolve("camera.yml"), base + yaml);
        BindingsFile.bind(file, learned);
        String text = Files.readString(file);
        assertThat(text).startsWith(base);
        return text.substring(base.length());
    }

    @Test
    void aFileWithoutRemoteGetsOneAtItsEnd() throws Exception {
        assertThat(bind("# remote:\n#   disarm: pin\n", Map.of(Button.ARM, ARM)))
                .isEqualTo(
                        """
                        # remote:
                        #   disarm: pin

                        remote:
                          bindings:
                            arm: necx:0x564810
                        """);
    }

    @Test
    void aRemoteWithoutBindingsGetsThem() throws Exception {
        assertThat(
                        bind(
                                """
                                remote:   # the black one
                                    # a comment
                                    disarm: button
                                pir: {warm-up: 0}
                                """,
                                Map.of(Button.DIGIT_5, FIVE)))
                .isEqualTo(
                        """
                        remote:   # the black one
                            bindings:
                              "5": nec:0x0405
                            # a comment
                            disarm: button
                        pir: {warm-up: 0}
                        """);
    }

    @Test
    void bindingsChangeLineByLineAndCommentsStay() throws Exception {
        assertThat(
                        bind(
                                """
                                remote:
                                  bindings:   # learned in spring
                                    # top row
                                    arm: nec:0x0001 # green

                                    5:    nec:0x0002
                                    left: nec:0x0003
                                  # after
                                  disarm: button
                                """,
                                Map.of(
                                        Button.ARM,
                                        ARM,
                                        Button.DIGIT_5,
                                        FIVE,
                                        Button.OK,
                                        new NecCode(false, 4, 6))))
                .isEqualTo(
                        """
                        remote:
                          bindings:   # learned in spring
                            # top row
                            arm: necx:0x564810 # green

                            5:    nec:0x0405
                            left: nec:0x0003
                            ok: nec:0x0406
                          # after
                          disarm: button
                        """);
    }

    @Test
    void modeAndLinksStay() throws Exception {
        Path file = Files.writeString(folder.resolve("real.yml"), base);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.yml"), file);
        BindingsFile.bind(link, Map.of(Button.ARM, ARM));
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).contains("arm: necx:0x564810");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whatCannotBeChangedSafelyIsLeftAloneWithTheLinesToPutIn() throws Exception {
        String yaml = base + "remote: {disarm: button}\n";
        Path file = Files.writeString(folder.resolve("flow.yml"), yaml);
        assertThatIOException()
                .isThrownBy(() -> BindingsFile.bind(file, Map.of(Button.ARM, ARM)))
                .withMessageContaining("put this in by hand")
                .withMessageContaining("    arm: necx:0x564810");
        assertThat(file).hasContent(yaml);
    }

    @Test
    void aFileThatIsNoGoodIsNotTouched() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yml"), base + "sirn: 1\n");
        assertThatThrownBy(() -> BindingsFile.bind(file, Map.of(Button.ARM, ARM)))
                .isInstanceOf(ConfigException.class);
        assertThat(file).hasContent(base + "sirn: 1\n");
    }

    @Test
    void bindingsThatCannotBeAreReportedAllAtOnce() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("wrong.yml"),
                        base
                                + """
                                pins: {pir: 24}
                                servo: {left: -85}
                                remote:
                                  duress-pin: "1234"
                                  bindings:
                                    arm: nec:0x0408
                                    disarm: nec:0x0408
                                    panik: nec:0x0001
                                    ok: enter
                                """);
        assertThatThrownBy(() -> CameraConfigReader.read(file))
                .hasMessageContaining("pins: must all differ")
                .hasMessageContaining("servo: servo presets must lie within its limits")
                .hasMessageContaining("remote.duress-pin: takes a pin beside it")
                .hasMessageContaining("remote.bindings.disarm: nec:0x0408 is bound twice")
                .hasMessageContaining(
                        "remote.bindings.panik: is not a key here; did you mean `panic`?")
                .hasMessageContaining("remote.bindings.ok: must be a code such as nec:0x0408");
    }

    @Test
    void aPiIsReadWithItsPinsAndPwm() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("pi.yml"),
                        base
                                + """
                                board: {kind: pi}
                                pins: {pir: 5, buzzer: 6, infrared: 17, servo: 13}
                                pwm: {chip: 2, channel: 1}
                                remote: {source: gpio, pin: "1234", duress-pin: "4321"}
                                """);
        CameraConfig config = CameraConfigReader.read(file);
        assertThat(config.board()).isInstanceOf(CameraConfig.Board.Pi.class);
        assertThat(config.board().toString())
                .contains("pir=5, buzzer=6, infrared=17, source=GPIO")
                .contains("chip=OptionalInt[2], channel=1, pin=13");
        assertThat(config.remote().bindings()).isEmpty();
        assertThat(config.effective()).containsEntry("remote.duress-pin", "•••");
    }
}
