package org.vigia.web.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanPresetsTest {
    private static final List<PanPreset> DOOR =
            List.of(new PanPreset("Gate", -45), new PanPreset("Stairs", 30));

    @TempDir Path directory;
    private Path file;
    private PanPresets presets;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("pan-presets.json");
        presets = PanPresets.open(file);
    }

    @Test
    void whatIsGivenIsThereAfterARestartEachCamerasOwn() throws IOException {
        assertThat(presets.of("door")).isEmpty();
        presets.put("door", DOOR);
        presets.put("garage", List.of(new PanPreset("Gate", 5)));
        presets.put("garage", List.of());
        for (PanPresets each : List.of(presets, PanPresets.open(file))) {
            assertThat(each.of("door")).isEqualTo(DOOR);
            assertThat(each.of("garage")).isEmpty();
        }
    }

    @Test
    void tooManyAndTwoOfOneNameAreRefusedAndChangeNothing() throws IOException {
        presets.put("door", DOOR);
        List<PanPreset> nine =
                IntStream.range(0, 9).mapToObj(i -> new PanPreset("p" + i, i)).toList();
        assertThatThrownBy(() -> presets.put("door", nine))
                .hasMessage("presets: must be at most 8, were 9");
        List<PanPreset> twins = List.of(new PanPreset("Gate", 1), new PanPreset("Gate", 2));
        assertThatThrownBy(() -> presets.put("door", twins))
                .hasMessage("presets: two have the same name");
        assertThat(presets.of("door")).isEqualTo(DOOR);
        assertThat(PanPresets.open(file).of("door")).isEqualTo(DOOR);
    }

    @Test
    void namesAndDegreesHaveTheirBounds() {
        for (String name : List.of("", " ", " Gate", "a\nb", "x".repeat(25))) {
            assertThatThrownBy(() -> new PanPreset(name, 0))
                    .as(name)
                    .hasMessage("name: must have 1 to 24 characters");
        }
        assertThat(new PanPreset("Ü".repeat(24), -90).degrees()).isEqualTo(-90);
        assertThatThrownBy(() -> new PanPreset("Gate", 91))
                .hasMessage("degrees: must be between -90 and 90, was 91");
    }

    @Test
    void aFileThatIsSomethingElseIsSaid() throws IOException {
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> PanPresets.open(file)).isInstanceOf(IOException.class);
    }
}
