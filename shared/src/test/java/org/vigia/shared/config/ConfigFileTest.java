package org.vigia.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    private enum Mode {
        PIN,
        ONE_BUTTON
    }

    private static ConfigFile parse(String yaml) throws ConfigException {
        return ConfigFile.parse("camera.yml", Path.of("/etc/vigia"), yaml);
    }

    @Test
    void valuesAreReadAndFallbacksTakeTheirPlaceWhereThereAreNone() throws ConfigException {
        ConfigFile file =
                parse(
                        """
                        web: {address: "[::1]:8022"}
                        wait: 200ms
                        mode: one-button
                        key: keys/camera
                        pin: "0712"
                        """);
        Section root = file.root();
        assertThat(root.section("web").hostPort("address", null))
                .isEqualTo(new HostPort("::1", 8022));
        assertThat(root.duration("wait", Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofMillis(200));
        assertThat(root.choice("mode", Mode.PIN, Mode.class)).isEqualTo(Mode.ONE_BUTTON);
        assertThat(root.path("key", "x")).isEqualTo(Path.of("/etc/vigia/keys/camera"));
        assertThat(root.integer("retries", 3, 1, 5)).isEqualTo(3);
        assertThat(root.secret("pin").value()).isEqualTo("0712");
        Map<String, String> effective = file.finish();
        assertThat(effective)
                .containsEntry("retries", "3")
                .containsEntry("wait", "200ms")
                .containsEntry("pin", "•••");
    }

    @Test
    void everyProblemIsReportedAtOnceWithWhatWasFoundAndWhatIsAllowed() throws ConfigException {
        ConfigFile file =
                parse(
                        """
                        delivery: {retry: {max: 3d}}
                        video: nice
                        mode: two-buttons
                        fps: 400
                        silnet: true
                        """);
        Section root = file.root();
        root.section("delivery")
                .section("retry")
                .duration("max", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1));
        root.section("video").text("source", "test");
        root.choice("mode", Mode.PIN, Mode.class);
        root.integer("fps", 25, 1, 120);
        root.flag("silent", false);
        root.requiredText("name");
        assertThatThrownBy(file::finish)
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        6 problems in the configuration:
                          1. camera.yml: delivery.retry.max: must be a time between 1s and 1h \
                        such as 1m, was 3d
                          2. camera.yml: video: must hold keys of its own, was nice
                          3. camera.yml: mode: must be one of pin, one-button, was two-buttons
                          4. camera.yml: fps: must be a whole number between 1 and 120, was 400
                          5. camera.yml: name: is missing; must be a text
                          6. camera.yml: silnet: is not a key here; did you mean `silent`?\
                        """);
    }

    @Test
    void whatIsNotYamlIsSaidInOneLine() {
        assertThatThrownBy(() -> parse("a: [1, 2\nb: 3"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("camera.yml: is not YAML: ");
    }

    @Test
    void aMissingFileIsAProblemLikeAnyOther() {
        assertThatThrownBy(() -> ConfigFile.read(Path.of("/nonexistent/camera.yml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "/nonexistent/camera.yml: cannot be read: there is no such file");
    }

    @Test
    void amountsOfDataAreReadAndShownInTheLargestWholeUnit() throws ConfigException {
        ConfigFile file =
                ConfigFile.parse(
                        "web.yml", Path.of("/"), "a: 1536MiB\nb: 0\nc: 3TiB\nd: 2048KiB\n");
        Section root = file.root();
        assertThat(root.bytes("a", 0, 0, 1L << 50)).isEqualTo(1536L << 20);
        assertThat(root.bytes("b", 1, 0, 1)).isZero();
        assertThat(root.bytes("c", 0, 0, 1L << 50)).isEqualTo(3L << 40);
        assertThat(root.bytes("d", 0, 0, 1L << 50)).isEqualTo(2L << 20);
        assertThat(root.bytes("e", 8L << 30, 0, 1L << 50)).isEqualTo(8L << 30);
        assertThat(file.finish())
                .containsEntry("a", "1536MiB")
                .containsEntry("b", "0")
                .containsEntry("c", "3TiB")
                .containsEntry("d", "2MiB")
                .containsEntry("e", "8GiB");
    }

    @Test
    void anAmountWithoutUnitOrOutOfRangeIsAProblem() throws ConfigException {
        ConfigFile file = ConfigFile.parse("web.yml", Path.of("/"), "a: 5000\nb: 3GiB\n");
        file.root().bytes("a", 1L << 30, 0, 2L << 30);
        file.root().bytes("b", 1L << 30, 1L << 20, 2L << 30);
        assertThatThrownBy(file::finish)
                .hasMessageContaining(
                        "web.yml: a: must be an amount between 0 and 2GiB such as 1GiB, was 5000")
                .hasMessageContaining(
                        "web.yml: b: must be an amount between 1MiB and 2GiB such as 1GiB, was"
                                + " 3GiB");
    }
}
