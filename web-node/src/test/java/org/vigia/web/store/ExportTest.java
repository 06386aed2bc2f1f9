package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;

/// The archive is unpacked, and the very commands of its README are run.
class ExportTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private final EventId event = Evidence.id();

    @BeforeEach
    void prepare() throws IOException {
        fixture = new StoreFixture(directory, keys);
    }

    private void send(EventStore store) throws IOException {
        for (Evidence.Item item : Evidence.event(event, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        Path part = Files.writeString(directory.resolve("film.part"), "film");
        store.publishStreamed("door", event, part, 4000, "closed", null);
    }

    private Path unpack(EventStore store, EventId which) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        store.custody().export(which).orElseThrow().writeTo(zip);
        Path there = Files.createDirectories(directory.resolve("unpacked-" + which));
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Files.write(there.resolve(entry.getName()), in.readAllBytes());
            }
        }
        return there;
    }

    private static List<String> commands(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("README.txt")).stream()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }

    private static String run(Path folder, String command) {
        try {
            Process process =
                    new ProcessBuilder("sh", "-c", command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            try (InputStream out = process.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() + " " + said;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> runAll(Path folder) throws IOException {
        List<String> said = new ArrayList<>();
        commands(folder).forEach(command -> said.add(run(folder, command)));
        return said;
    }

    @Test
    void everyCommandOfTheReadmeSaysThatAllIsWell() throws IOException {
        try (EventStore store = fixture.store()) {
            send(store);
            Path folder = unpack(store, event);
            assertThat(commands(folder)).hasSize(4);
            assertThat(runAll(folder))
                    .allSatisfy(said -> assertThat(said).startsWith("0 ").contains("OK"));
            assertThat(Evidence.tree(folder))
                    .contains("camera-key.pem", "web-node-key.pem", "SHA256SUMS")
                    .filteredOn(name -> name.startsWith(event.text()))
                    .hasSize(5);
        }
    }

    @Test
    void anAlteredFileFailsItsCommand() throws IOException {
        try (EventStore store = fixture.store()) {
            send(store);
            Path folder = unpack(store, event);
            for (String name : Evidence.tree(folder)) {
                if (name.endsWith(".txt") || name.endsWith(".pem") || name.endsWith("SUMS")) {
                    continue;
                }
                byte[] good = Files.readAllBytes(folder.resolve(name));
                byte[] bad = good.clone();
                bad[bad.length / 2] ^= 1;
                Files.write(folder.resolve(name), bad);
                assertThat(runAll(folder)).as(name).anyMatch(said -> !said.startsWith("0 "));
                Files.write(folder.resolve(name), good);
            }
        }
    }

    @Test
    void aDeletedEventAndOneOfWebNodesOwnCanBeCheckedToo() throws IOException {
        try (EventStore store = fixture.store()) {
            send(store);
            store.delete("door", event, "ana", "not needed");
            Path folder = unpack(store, event);
            assertThat(Files.readString(folder.resolve("README.txt"))).contains("tombstone.json");
            assertThat(commands(folder)).hasSize(5);
            assertThat(runAll(folder)).allSatisfy(said -> assertThat(said).startsWith("0 "));
            EventId own = store.openOwn("door", null, EventKind.CAMERA_LOST, "silent");
            Path second = unpack(store, own);
            assertThat(commands(second)).hasSize(1);
            assertThat(runAll(second)).allSatisfy(said -> assertThat(said).startsWith("0 "));
            assertThat(store.custody().export(Evidence.id())).isEmpty();
        }
    }
}
