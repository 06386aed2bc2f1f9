package org.vigia.shared.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.json.Json;

class JournalTest {
    @TempDir Path folder;

    @Test
    void linesComeBackInOrder() throws IOException {
        Journal journal = new Journal(folder.resolve("j"));
        assertThat(journal.lines()).isEmpty();
        journal.append("one");
        journal.append("two");
        assertThat(new Journal(folder.resolve("j")).lines()).containsExactly("one", "two");
    }

    @Test
    void aLineCutShortByAPowerFailureIsNotALineAndDoesNotHurtTheNext() throws IOException {
        Path file = folder.resolve("j");
        Journal journal = new Journal(file);
        journal.append("one");
        Files.writeString(file, "tw", StandardOpenOption.APPEND);
        assertThat(journal.lines()).containsExactly("one");
        journal.append("three");
        assertThat(journal.lines()).containsExactly("one", "tw", "three");
    }

    @Test
    void aLineThatIsNoTextIsOneThatNobodyCanReadAndTakesNoOtherWithIt() throws IOException {
        Path file = folder.resolve("j");
        Journal journal = new Journal(file);
        journal.append("{\"name\":\"one\"}");
        Files.write(
                file,
                "{\"name\":\"t\u00e9o\"}\n".getBytes(StandardCharsets.ISO_8859_1),
                StandardOpenOption.APPEND);
        journal.append("{\"name\":\"t\u00e9o\"}");
        List<String> lines = journal.lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("{\"name\":\"one\"}");
        assertThatThrownBy(() -> Json.read(lines.get(1), Object.class))
                .isInstanceOf(IOException.class);
        assertThat(lines.get(2)).isEqualTo("{\"name\":\"t\u00e9o\"}");
    }

    @Test
    void aLineBreakInsideALineIsABug() {
        Journal journal = new Journal(folder.resolve("j"));
        assertThatThrownBy(() -> journal.append("a\nb"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesArePublishedOnceAndNeverOverwritten() throws IOException {
        Path file = folder.resolve("evidence");
        DurableFiles.create(file, new byte[] {1});
        assertThatThrownBy(() -> DurableFiles.create(file, new byte[] {2}))
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(new byte[] {1});
        DurableFiles.replace(file, new byte[] {3});
        assertThat(file).hasBinaryContent(new byte[] {3});
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }
}
