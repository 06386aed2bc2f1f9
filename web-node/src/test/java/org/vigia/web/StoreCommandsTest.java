package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;

/// The commands that look after the store, over a store as web-node leaves it.
class StoreCommandsTest {
    @TempDir Path directory;
    private FilledStore filled;

    @BeforeEach
    void prepare() {
        filled = new FilledStore(directory);
    }

    private String run(int status, String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Commands.knows(List.of(words))).isTrue();
        assertThat(
                        new Commands(
                                        filled.config(),
                                        new PrintStream(out, true, StandardCharsets.UTF_8))
                                .run(List.of(words)))
                .isEqualTo(status);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theApiAnswersTheSameAfterReindexAndAfterTheIndexWasDamagedOrLost() throws Exception {
        StoreFixture fixture = filled.fill();
        List<String> before = filled.answers(fixture);
        assertThat(before.getFirst())
                .contains("«the postman»", "\"kept\"", "\"differs\"", "\"deleted\"", "camera-lost");
        assertThat(run(0, "reindex")).isEqualTo("# indexed up to arrival 5\n");
        assertThat(filled.answers(fixture)).isEqualTo(before);
        Path database = directory.resolve("data/index/events.mv.db");
        Files.delete(database);
        assertThat(filled.answers(fixture)).isEqualTo(before);
        Files.write(database, "this is no database".repeat(999).getBytes(StandardCharsets.UTF_8));
        assertThat(filled.answers(fixture)).isEqualTo(before);
        assertThat(directory.resolve("data/index/aside.mv.db")).content().startsWith("this is no");
    }

    @Test
    void reindexDoesNotRunBesideAWebNodeAndVerifyDoes() throws Exception {
        StoreFixture fixture = filled.fill();
        try (EventStore store = fixture.store()) {
            assertThat(store.lastArrival()).isEqualTo(5);
            assertThatThrownBy(() -> run(0, "reindex"))
                    .hasMessageContaining("already works on this folder");
            assertThat(run(0, "verify"))
                    .startsWith("# deleted cameras/door/")
                    .contains(": by ana, 2026-03-01T10:00:00Z: not needed\n")
                    .endsWith("# 5 events, 0 faults\n");
        }
        String clip =
                Evidence.tree(directory.resolve("data")).stream()
                        .filter(file -> file.contains(".clip."))
                        .findFirst()
                        .orElseThrow();
        Files.writeString(directory.resolve("data").resolve(clip), "another film");
        assertThat(run(1, "verify"))
                .contains(
                        "\naltered %s: its content does not match its name\n"
                                .formatted(clip.substring("store/".length())))
                .endsWith("# 5 events, 1 faults\n");
    }

    @Test
    void withoutAStoreBothSaySo() {
        assertThatThrownBy(() -> run(0, "verify")).hasMessageContaining("there is no store to");
        assertThatThrownBy(() -> run(0, "reindex")).hasMessageContaining("there is no store to");
    }
}
