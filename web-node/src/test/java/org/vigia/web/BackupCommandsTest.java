package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.web.config.WebConfig;
import org.vigia.web.reel.TestVideo;
import org.vigia.web.ssh.OpenSsh;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;

/// `vigia-web backup` and `vigia-web restore`, over stores at rest and beside a node that works.
@Timeout(180)
class BackupCommandsTest {
    @TempDir static Path keys;
    @TempDir Path directory;

    private static String run(int status, Path yml, WebConfig config, String... words)
            throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        BackupCommands commands =
                new BackupCommands(
                        yml,
                        config,
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(told, true, StandardCharsets.UTF_8));
        assertThat(BackupCommands.knows(List.of(words))).isTrue();
        assertThat(commands.run(List.of(words))).isEqualTo(status);
        return told.toString(StandardCharsets.UTF_8);
    }

    private static String verify(WebConfig config) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Commands(config, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of("verify"));
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    @Test
    void whatIsRestoredAnswersAsBeforeAndIsVerified() throws Exception {
        FilledStore before = new FilledStore(folder("before"));
        StoreFixture fixture = before.fill();
        List<String> answers = before.answers(fixture);
        Path archive = directory.resolve("all.tar");
        Path yml = directory.resolve("before/web.yml");
        assertThat(run(0, yml, before.config(), "backup", archive.toString()))
                .contains("# 5 events, ", " 0 faults\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");

        FilledStore after = new FilledStore(folder("after"));
        assertThat(
                        run(
                                0,
                                directory.resolve("after/web.yml"),
                                after.config(),
                                "restore",
                                archive.toString()))
                .contains("files of a backup by vigia-web", "# indexed up to arrival 5\n");
        Path data = directory.resolve("after/data");
        assertThat(data.resolve("restored-config/web.yml")).hasSameTextualContentAs(yml);
        assertThat(data.resolve("receipt-key"))
                .hasSameTextualContentAs(directory.resolve("before/data/receipt-key"));
        assertThat(verify(after.config())).endsWith("# 5 events, 0 faults\n");
        Path all = folder("after/keys");
        for (String key : List.of("door", "yard", "receipts")) {
            for (String half : List.of("", ".pub")) {
                Files.copy(
                        directory.resolve("before/keys").resolve(key + half),
                        all.resolve(key + half),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(after.answersOf(before, new StoreFixture(data, all))).isEqualTo(answers);
    }

    @Test
    void aNodeThatWorksIsCopiedAndTheCopyWorks() throws Exception {
        Path archive = directory.resolve("all.tar");
        EventId filmed = Evidence.id();
        EventId whole = Evidence.id();
        try (RunningNode node = new RunningNode(folder("here"), keys)) {
            OpenSsh door = node.register("door", "door");
            try (ScriptedCamera camera = new ScriptedCamera(door)) {
                camera.stream(filmed, TestVideo.make(directory, 1));
                node.await(
                        "/api/v1/events", e -> e.at("/events/0/id").asText().equals(filmed.text()));
                for (Evidence.Item item :
                        Evidence.event(whole, "door", Evidence.key(keys, "door"))) {
                    Process upload = camera.upload(item, item.content().length);
                    upload.getOutputStream().write(0);
                    upload.getOutputStream().flush();
                    assertThat(upload.getInputStream().read()).isZero();
                    upload.destroy();
                }
                run(0, directory.resolve("here/web.yml"), node.config, "backup", "" + archive);
            }
        }
        folder("there");
        Files.copy(directory.resolve("here/web.yml"), directory.resolve("there/web.yml"));
        WebConfig there = WebConfig.read(directory.resolve("there/web.yml"));
        run(0, directory.resolve("there/web.yml"), there, "restore", archive.toString());
        assertThat(verify(there)).endsWith("# 2 events, 0 faults\n");
        try (RunningNode node = new RunningNode(folder("there"), keys)) {
            JsonNode film =
                    node.await("/api/v1/events/" + filmed, e -> e.at("/streamed/href").isTextual());
            assertThat(film.path("camera").asText()).isEqualTo("door");
            assertThat(node.get("/api/v1/events/" + whole).path("stage").asText())
                    .isEqualTo("whole");
            try (ScriptedCamera camera = new ScriptedCamera(node.client("door", "door"))) {
                node.await("/api/v1/cameras", c -> c.at("/cameras/0/online").asBoolean());
                assertThat(camera.linkEnded.getCount()).isEqualTo(1);
            }
        }
        assertThat(verify(there)).endsWith(" 0 faults\n");
    }

    @Test
    void aRestoreRefusesAFolderThatIsInUseOrNotEmpty() throws Exception {
        FilledStore before = new FilledStore(folder("before"));
        StoreFixture fixture = before.fill();
        WebConfig config = before.config();
        Path yml = directory.resolve("before/web.yml");
        String archive = directory.resolve("all.tar").toString();
        run(0, yml, config, "backup", archive);
        try (EventStore store = fixture.store()) {
            assertThat(store.lastArrival()).isEqualTo(5);
            assertThatThrownBy(() -> run(0, yml, config, "restore", archive))
                    .hasMessageContaining("already works on this folder");
        }
        List<String> tree = Evidence.tree(directory.resolve("before/data"));
        assertThatThrownBy(() -> run(0, yml, config, "restore", archive))
                .hasMessageContaining("before/data is not empty: it holds ")
                .hasMessageEndingWith("; a backup goes into an empty folder");
        assertThat(Evidence.tree(directory.resolve("before/data"))).isEqualTo(tree);
    }

    @Test
    void aBackupGoesNowhereButIntoANewFileOutsideOfTheData() throws Exception {
        FilledStore before = new FilledStore(folder("before"));
        before.fill();
        WebConfig config = before.config();
        Path yml = directory.resolve("before/web.yml");
        Files.createSymbolicLink(
                directory.resolve("elsewhere"), directory.resolve("before/data/store"));
        for (String inside : List.of("before/data/x.tar", "elsewhere/x.tar")) {
            assertThatThrownBy(() -> run(0, yml, config, "backup", "" + directory.resolve(inside)))
                    .hasMessageContaining(", which a backup is of; put it on another disk");
        }
        Path there = Files.writeString(directory.resolve("there.tar"), "another");
        assertThatThrownBy(() -> run(0, yml, config, "backup", there.toString()))
                .hasMessageEndingWith("there.tar is there already");
        assertThat(there).hasContent("another");
        Path left = Files.writeString(directory.resolve("left.tar.part"), "half");
        assertThatThrownBy(() -> run(0, yml, config, "backup", "" + directory.resolve("left.tar")))
                .hasMessageContaining("left.tar.part: another backup is being made, or one was");
        assertThat(left).hasContent("half");
        assertThatThrownBy(() -> run(0, yml, config, "backup", "/dev/full/x.tar"))
                .hasMessageContaining("/dev/full: there is no such folder");
        assertThat(BackupCommands.knows(List.of("backup"))).isFalse();
    }

    @Test
    void evidenceThatIsNotWhatItsNameSaysIsNamedAndKept() throws Exception {
        FilledStore before = new FilledStore(folder("before"));
        before.fill();
        Path data = directory.resolve("before/data");
        String clip =
                Evidence.tree(data).stream().filter(f -> f.contains(".clip.")).findFirst().get();
        Files.writeString(data.resolve(clip), "another film");
        assertThat(
                        run(
                                3,
                                directory.resolve("before/web.yml"),
                                before.config(),
                                "backup",
                                directory.resolve("all.tar").toString()))
                .contains("altered " + data.resolve(clip) + ": its content does not match")
                .endsWith(" 1 faults\n");
        assertThat(directory.resolve("all.tar")).exists();
    }
}
