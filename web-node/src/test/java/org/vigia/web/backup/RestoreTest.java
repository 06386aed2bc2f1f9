package org.vigia.web.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.process.ChildProcess;
import org.vigia.shared.time.Pace;
import org.vigia.web.store.Evidence;

/// Archives as they should be, and as they should not.
class RestoreTest {
    private static final int BLOCK = 512;

    @TempDir Path directory;
    private Path data;
    private Path there;

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectories(directory.resolve("data"));
        there = directory.resolve("there");
        Files.writeString(data.resolve("host-key"), "secret");
        Files.writeString(data.resolve("receipt-key"), "secret too");
        Files.writeString(data.resolve("accounts.jsonl"), "{}\n{}\n{\"cut");
        Files.createDirectories(data.resolve("seen"));
        Files.writeString(data.resolve("seen/ana.jsonl"), "{}\n");
        Files.createDirectories(data.resolve("index"));
        Files.writeString(data.resolve("index/events.mv.db"), "made again");
        Path event =
                Files.createDirectories(
                        data.resolve(
                                "store/cameras/a-camera-with-a-very-long-name/019ca8/"
                                        + Evidence.id()));
        Evidence.Item clip = Evidence.item(Evidence.id(), EvidenceKind.CLIP, new byte[1500]);
        Files.write(event.resolve(clip.name().text()), clip.content());
        Files.writeString(data.resolve("store/changes.jsonl"), "{}\n");
        Files.createSymbolicLink(data.resolve("link"), Path.of("nowhere"));
    }

    private byte[] backup() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Path yml = Files.writeString(directory.resolve("web.yml"), "data: data\n");
            Backup.Report report =
                    new Backup(data, Map.of("web.yml", yml), "9.9", Evidence.CLOCK, Pace.system())
                            .writeTo(out, directory);
            assertThat(report.remarks())
                    .containsExactly(
                            "left out %s: a link, or a name that no file here has"
                                    .formatted(data.resolve("link")));
            assertThat(report.bytes()).isEqualTo(out.size());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private Restore.Report restore(byte[] archive) throws IOException {
        return new Restore(there).from(new ByteArrayInputStream(archive));
    }

    private void refused(byte[] archive, String words) throws IOException {
        assertThatThrownBy(() -> restore(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
        assertThat(Evidence.tree(there)).isEmpty();
        assertThat(there).isEmptyDirectory();
    }

    /// An archive of one's own making, its sums right.
    private static byte[] archive(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(entry("FORMAT", '0', "vigia-backup/1\n1\n2\n"));
        StringBuilder sums = new StringBuilder();
        for (String name : names) {
            out.write(entry(name, '0', "x"));
            sums.append(Sha256.of("x".getBytes(StandardCharsets.UTF_8)) + "  " + name + "\n");
        }
        out.write(entry("SHA256SUMS", '0', sums.toString()));
        out.write(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    private static byte[] entry(String name, char type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] entry = new byte[BLOCK + (bytes.length + BLOCK - 1) / BLOCK * BLOCK];
        put(entry, 0, name);
        put(entry, 100, "0000644");
        put(entry, 124, "%011o".formatted(bytes.length));
        put(entry, 136, "00000000000");
        entry[156] = (byte) type;
        put(entry, 257, "ustar\0" + "00");
        put(entry, 148, "%06o\0 ".formatted(TarWriter.sum(entry)));
        System.arraycopy(bytes, 0, entry, BLOCK, bytes.length);
        return entry;
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] some = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(some, 0, bytes, at, some.length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void whatWasThereIsThereAgain() throws IOException {
        Restore.Report report = restore(backup());
        assertThat(report.version()).isEqualTo("9.9");
        assertThat(report.files()).isEqualTo(6);
        assertThat(there.resolve("accounts.jsonl")).hasContent("{}\n{}\n");
        assertThat(there.resolve("restored-config/web.yml")).hasContent("data: data\n");
        List<String> expected =
                Evidence.tree(data).stream()
                        .filter(f ->
                                !f.startsWith("index")
                                        && !f.contains("changes")
                                        && !f.equals("link"))
                        .toList();
        assertThat(Evidence.tree(there)).containsAll(expected).hasSize(expected.size() + 1);
        assertThat(Files.getPosixFilePermissions(there.resolve("host-key"))).hasSize(2);
        assertThat(there.resolve(".restoring")).doesNotExist();
    }

    @Test
    void tarAndSha256sumReadItWithoutVigia() throws Exception {
        Path file = Files.write(directory.resolve("all.tar"), backup());
        Path out = Files.createDirectories(directory.resolve("out"));
        run("tar", "-xf", file.toString(), "-C", out.toString());
        String sums =
                run("sh", "-c", "cd '" + out + "' && sha256sum -c SHA256SUMS && find . -type f");
        assertThat(sums).contains("data/host-key: OK", ".clip.", "./data/accounts.jsonl");
        // What GNU tar packs in the same form is read too, folders and times included.
        run(
                "sh",
                "-c",
                "cd '%s' && tar --format=posix -cf ../own.tar FORMAT config data SHA256SUMS"
                        .formatted(out));
        assertThat(restore(Files.readAllBytes(directory.resolve("own.tar"))).files()).isEqualTo(6);
    }

    private static String run(String... words) throws Exception {
        try (ChildProcess child = new ChildProcess(words[0], List.of(words))) {
            child.start();
            String text = new String(child.stdout().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.await(Duration.ofSeconds(60))).as(text).hasValue(0);
            return text;
        }
    }

    @Test
    void anArchiveThatIsCutShortAnywhereIsRefused() throws IOException {
        byte[] archive = backup();
        for (int length = 0; length < archive.length - BLOCK; length += 256) {
            refused(Arrays.copyOf(archive, length), "");
        }
    }

    @Test
    void anyByteThatIsAnotherIsFoundOrMakesNoDifference() throws IOException {
        byte[] archive = backup();
        for (int i = 0; i < archive.length; i += 41) {
            byte[] altered = archive.clone();
            altered[i] ^= 0x11;
            try {
                restore(altered);
                assertThat(there.resolve("host-key")).hasContent("secret");
                assertThat(there.resolve("accounts.jsonl")).hasContent("{}\n{}\n");
            } catch (IOException e) {
                assertThat(Evidence.tree(there)).as("byte %d: %s", i, e).isEmpty();
            }
            Folders.delete(there);
        }
    }

    @Test
    void namesThatLeadElsewhereAreRefused() throws IOException {
        for (String name :
                List.of(
                        "../x",
                        "data/../../x",
                        "/etc/x",
                        "data//x",
                        "data/.hidden",
                        "data/./x",
                        "data/a\nb",
                        "data/",
                        "data",
                        "x",
                        "data/é",
                        "data\\x",
                        "config/../x")) {
            refused(archive(name), "no entry of a backup is called \"");
        }
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void anythingButFilesIsRefused() throws IOException {
        byte[] format = entry("FORMAT", '0', "vigia-backup/1\n1\n2\n");
        for (char type : "1234678LKSgVM".toCharArray()) {
            refused(join(format, entry("data/x", type, "")), "and data/x is something else");
        }
        refused(join(format, entry("x", 'x', "a".repeat(5000))), "a header of 5000 bytes");
        refused(join(format, entry("x", 'x', "99 path=x\n")), "a header's record is none");
        refused(join(format, entry("x", 'x', "27 GNU.sparse.realsize=900\n")), "GNU.sparse");
        String path = "23 path=../../etc/cron\n";
        refused(
                join(format, entry("x", 'x', path), entry("data/x", '0', "x")),
                "is called \"../../etc/cron\"");
        String size = "28 size=900000000000000000\n";
        refused(
                join(format, entry("x", 'x', "27" + size.substring(2)), entry("data/x", '0', "x")),
                "there is no room for data/x");
    }

    @Test
    void whatTheSumsDoNotNameIsLeftOutAndWhatTheyNameMustBeThere() throws IOException {
        byte[] archive = archive("data/a", "data/b");
        byte[] more =
                join(entry("FORMAT", '0', "vigia-backup/1\n1\n2\n"), entry("data/c", '0', "x"));
        restore(join(more, Arrays.copyOfRange(archive, 2 * BLOCK, archive.length)));
        assertThat(Evidence.tree(there)).containsExactly("a", "b");
        Folders.delete(there);
        refused(
                join(
                        Arrays.copyOf(archive, 2 * BLOCK),
                        Arrays.copyOfRange(archive, 4 * BLOCK, archive.length)),
                "the archive is not whole: no data/a");
        refused(archive("data/a", "data/a/b"), "");
        refused(join(Arrays.copyOf(archive, 6 * BLOCK), new byte[2 * BLOCK]), "no SHA256SUMS at");
        refused(
                Arrays.copyOfRange(archive, 2 * BLOCK, archive.length),
                "does not begin with FORMAT");
        refused(join(archive, entry("data/d", '0', "x")), "something stands behind its end");
        refused(new byte[2 * BLOCK], "the archive is not whole");
        byte[] newer = archive.clone();
        newer[BLOCK + 13] = '2';
        refused(newer, "its form is not vigia-backup/1");
    }

    @Test
    void sumsThatAreNoneAreRefusedHoweverLongTheyAre() throws IOException {
        byte[] begun = Arrays.copyOf(archive("data/a"), 4 * BLOCK);
        String right = Sha256.of("x".getBytes(StandardCharsets.UTF_8)) + "  data/a\n";
        for (String sums : List.of("\n" + right, right + "\n" + right, "0".repeat(1 << 20))) {
            refused(
                    join(begun, entry("SHA256SUMS", '0', sums), new byte[2 * BLOCK]),
                    "SHA256SUMS: a line is none");
        }
    }

    @Test
    void whatKillsARestoreLeavesNothingOrIsMadeUpFor() throws IOException {
        byte[] archive = backup();
        for (int kill = 0; kill < 6; kill++) {
            int[] left = {kill};
            Restore killed =
                    new Restore(
                            there,
                            stage -> {
                                if (left[0]-- == 0) {
                                    throw new Killed();
                                }
                            });
            assertThatThrownBy(() -> killed.from(new ByteArrayInputStream(archive)))
                    .isInstanceOf(Killed.class);
            if (kill > 0) {
                assertThatThrownBy(() -> Restore.refuseUnfinished(there))
                        .hasMessageContaining("a restore was interrupted here; repeat it");
                assertThat(new Restore(there).isVerified()).isTrue();
                restore(new byte[0]);
            } else {
                restore(archive);
            }
            Restore.refuseUnfinished(there);
            assertThat(there.resolve("host-key")).hasContent("secret");
            assertThat(Evidence.tree(there)).as("kill %d", kill).hasSize(6);
            Folders.delete(there);
        }
    }

    @Test
    void whatHasComeIntoTheFolderMeanwhileIsNamedAndNotOverwritten() throws IOException {
        byte[] archive = backup();
        Restore before =
                new Restore(
                        there,
                        stage -> {
                            if (stage == Restore.Stage.UNPACKED) {
                                Files.writeString(there.resolve("host-key"), "another");
                            }
                        });
        assertThatThrownBy(() -> before.from(new ByteArrayInputStream(archive)))
                .hasMessage(
                        there.resolve("host-key")
                                + " is in the way: move it elsewhere, and"
                                + " repeat the restore");
        assertThat(Evidence.tree(there)).containsExactly("host-key");
        Folders.delete(there);
        Restore killed =
                new Restore(
                        there,
                        stage -> {
                            if (stage == Restore.Stage.VERIFIED) {
                                throw new Killed();
                            }
                        });
        assertThatThrownBy(() -> killed.from(new ByteArrayInputStream(archive)))
                .isInstanceOf(Killed.class);
        Path other = Files.writeString(there.resolve("host-key"), "another");
        assertThatThrownBy(() -> restore(new byte[0])).hasMessageContaining("is in the way");
        assertThat(other).hasContent("another");
        assertThat(there.resolve("store")).doesNotExist();
        Files.delete(other);
        restore(new byte[0]);
        assertThat(other).hasContent("secret");
    }

    @Test
    void whatABackupNeverHoldsIsNotPutIntoPlace() throws IOException {
        restore(
                archive(
                        "data/index/x",
                        "data/lost+found/x",
                        "data/restored-config/x",
                        "data/store/changes.jsonl",
                        "data/store/lock",
                        "data/telegram/outbox/x",
                        "data/telegram/people"));
        assertThat(Evidence.tree(there)).containsExactly("telegram/people");
    }

    @Test
    void aFolderWithoutTheReceiptsKeyIsNoNodes() throws IOException {
        Files.delete(data.resolve("receipt-key"));
        assertThatThrownBy(this::backup)
                .hasMessage(data + ": no receipt-key is there, so this is no node's folder");
    }

    @Test
    void aLinkedFolderIsFollowedAndLinksWithinItAreNamed() throws Exception {
        Path linked = Files.createSymbolicLink(directory.resolve("linked"), data);
        Files.move(data.resolve("store/cameras"), directory.resolve("moved"));
        Files.createSymbolicLink(data.resolve("store/cameras"), directory.resolve("moved"));
        Path yml = Files.writeString(directory.resolve("web.yml"), "data: linked\n");
        Path certificate = Files.writeString(directory.resolve("fullchain1.pem"), "certificate");
        Path named = Files.createSymbolicLink(directory.resolve("fullchain.pem"), certificate);
        Path missing = directory.resolve("privkey.pem");
        Map<String, Path> files = Map.of("web.yml", yml, "certificate", named, "key", missing);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Backup.Report report =
                new Backup(linked, files, "9.9", Evidence.CLOCK, Pace.system())
                        .writeTo(out, directory);
        assertThat(report.remarks())
                .containsExactlyInAnyOrder(
                        "left out %s: the user vigia-web cannot read it".formatted(missing),
                        "left out %s: a link, or a name that no file here has"
                                .formatted(data.resolve("store/cameras")),
                        "left out %s: a link, or a name that no file here has"
                                .formatted(data.resolve("link")));
        restore(out.toByteArray());
        assertThat(there.resolve("receipt-key")).hasContent("secret too");
        assertThat(there.resolve("restored-config/certificate")).hasContent("certificate");
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
