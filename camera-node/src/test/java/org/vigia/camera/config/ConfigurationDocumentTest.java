package org.vigia.camera.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.source.PiCamera;
import org.vigia.camera.source.PiCamera.Night;
import org.vigia.camera.source.PiSystem;
import org.vigia.camera.source.Picture;
import org.vigia.camera.source.Picture.Flip;
import org.vigia.camera.source.Webcam;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.crypto.TestKeys;

/// The sample file is good, and docs/configuration.md knows every key and its default.
class ConfigurationDocumentTest {
    private static final Path SAMPLE = Path.of("src/main/etc/camera.yml");
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @TempDir static Path folder;
    private static String hostKey;

    @BeforeAll
    static void makeKey() throws IOException {
        hostKey = TestKeys.key(folder, "key").publicKey().line();
    }

    private CameraConfig read(String yaml) throws IOException, ConfigException {
        Path file = folder.resolve("camera.yml");
        Files.writeString(file, yaml.replace("ssh-rsa AAAA…", hostKey));
        return CameraConfigReader.read(file);
    }

    /// As it is where pairing has brought the rest.
    private static String sample() throws IOException {
        return Files.readString(SAMPLE)
                + "name: yard\nweb: {address: \"b:1\", host-key: \"ssh-rsa AAAA…\"}\n";
    }

    @Test
    void theSampleIsGoodOnceTheCameraIsPaired() throws Exception {
        assertThatThrownBy(() -> read(Files.readString(SAMPLE)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("this camera is not paired with a Pi #B: vigia-camera pair")
                .satisfies(e ->
                        assertThat(((ConfigException) e).problems()).as("all of them").hasSize(1));
        CameraConfig config = read(sample());
        assertThat(config.name()).isEqualTo("yard");
        assertThat(config.video().source()).isInstanceOf(PiCamera.class);
    }

    @Test
    void whatTheSampleShowsBehindHashesIsWhatIsInForceWithoutIt() throws Exception {
        String sample = sample();
        String uncommented =
                sample.replaceAll("(?m)^# ([a-z-]+:|  )", "$1")
                        .replaceAll("(?m)^#( +(port|width|height))", "$1");
        assertThat(uncommented).isNotEqualTo(sample);
        CameraConfig shown = read(uncommented);
        CameraConfig plain = read(sample);
        plain.effective()
                .forEach((key, value) -> {
                    if (!key.endsWith("pin")) {
                        assertThat(shown.effective()).as(key).containsEntry(key, value);
                    }
                });
    }

    @Test
    void cameraAndWebcamAreMadeOfWhatIsSet() throws Exception {
        String base = "name: yard\ndata: d\nweb: {address: \"b:1\", host-key: \"ssh-rsa AAAA…\"}\n";
        var camera = read(base + "video: {source: camera, flip: both, night: \"on\"}\n").video();
        assertThat(camera.source())
                .isEqualTo(
                        new PiCamera(
                                PiSystem.ofThisMachine(),
                                new Picture(1280, 720, 25, 2_000_000, Flip.BOTH),
                                Night.ON,
                                folder.resolve("d/run")));
        var webcam =
                read(base + "video: {source: webcam, webcam-device: /dev/video2, width: 640}\n")
                        .video();
        assertThat(webcam.source())
                .isEqualTo(
                        new Webcam(
                                Path.of("/dev/video2"),
                                Webcam.Format.MJPEG,
                                new Picture(640, 720, 25, 2_000_000, Flip.NONE)));
    }

    @Test
    void everyKeyStandsInTheDocument() throws Exception {
        String document = Files.readString(DOCUMENT);
        String command = "video: {source: command, command: [film]}\n";
        String file = "video: {source: file, file: film.mp4}\n";
        String base = "name: yard\nweb: {address: \"b:1\", host-key: \"ssh-rsa AAAA…\"}\n";
        for (String yaml : new String[] {base, base + command, base + file}) {
            for (String key : read(yaml).effective().keySet()) {
                assertThat(document).as(key).contains("| `" + key + "` |");
            }
        }
    }
}
