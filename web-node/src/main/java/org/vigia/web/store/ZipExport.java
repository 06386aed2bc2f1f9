package org.vigia.web.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.web.event.Custody;
import org.vigia.web.registry.CameraRegistry;

/// One event as a zip that can be checked anywhere with `openssl` and `sha256sum` alone: its files,
/// the public keys, and a README with the commands.
///
/// @param folder the event's
/// @param camera whose it is
/// @param registry has the key that the manifest was signed with, past ones too
/// @param receiptKey web-node's own
record ZipExport(
        EventFolder folder, String camera, CameraRegistry registry, SshPublicKey receiptKey)
        implements Custody.Export {
    private static final int CHUNK = 64 * 1024;
    private static final String CAMERA_KEY = "camera-key.pem";
    private static final String RECEIPT_KEY = "web-node-key.pem";
    private static final String SUMS = "SHA256SUMS";

    private static final String NAMES =
            """
            Each file of evidence carries its SHA-256 in its name:

                sha256sum -c SHA256SUMS

            """;
    private static final String NO_MANIFEST =
            """
            There is no manifest signed by the camera: it never came, or the event is web-node's own.

            """;
    private static final Map<String, String> STATEMENTS =
            new TreeMap<>(
                    Map.of(
                            "receipt",
                            "that it held the whole event; \"manifest\" in it is the manifest's"
                                    + " hash",
                            "witness",
                            "what it has seen itself; \"files\" in it names the streamed film",
                            "tombstone",
                            "that the files named in it were deleted, by whom, when and why"));

    @Override
    public String fileName() {
        return "vigia-%s-%s.zip".formatted(camera, folder.path().getFileName());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        write(out, ZipExport::copy);
    }

    private void write(OutputStream out, Content content) throws IOException {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        List<EvidenceName> names =
                folder.evidence().stream()
                        .sorted(Comparator.comparing(EvidenceName::text))
                        .toList();
        StringBuilder readme =
                new StringBuilder(
                        """
                        Evidence of Vigia: event %s of camera %s
                        ========================================

                        How to check it, in this folder, with sha256sum and openssl alone. Each command says OK or
                        Verified OK; anything else means that a file is not what it was.

                        """
                                .formatted(folder.path().getFileName(), camera));
        StringBuilder sums = new StringBuilder();
        names.forEach(name -> sums.append("%s  %s\n".formatted(name.sha256(), name.text())));
        if (!names.isEmpty()) {
            readme.append(NAMES);
            texts.put(SUMS, bytes(sums.toString()));
        }
        readme.append(manifestText(texts));
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            // Films do not get smaller, and a Pi has better things to do.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (EvidenceName name : names) {
                add(zip, folder.file(name), content);
            }
            for (Map.Entry<String, String> statement : STATEMENTS.entrySet()) {
                String word = statement.getKey();
                Path document = folder.path().resolve(word + ".json");
                Path signature = folder.path().resolve(word + ".sig");
                if (Files.exists(document) && Files.exists(signature)) {
                    add(zip, document, content);
                    add(zip, signature, content);
                    texts.put(RECEIPT_KEY, bytes(receiptKey.pem()));
                    readme.append(
                            """
                            web-node says in %s.json %s:

                                openssl dgst -sha256 -verify %s -signature %s.sig %s.json

                            """
                                    .formatted(
                                            word, statement.getValue(), RECEIPT_KEY, word, word));
                }
            }
            texts.put("README.txt", bytes(readme.toString()));
            for (Map.Entry<String, byte[]> text : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(text.getKey()));
                zip.write(text.getValue());
                zip.closeEntry();
            }
        }
    }

    @Override
    public long length() throws IOException {
        // Nothing is compressed, so that the same sizes give the same length, whatever is in the
        // files.
        Counting counting = new Counting();
        write(counting, ZipExport::blank);
        return counting.bytes;
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.readNBytes(chunk, 0, CHUNK);
                    n > 0;
                    n = in.readNBytes(chunk, 0, CHUNK)) {
                out.write(chunk, 0, n);
            }
        }
    }

    private static void blank(Path file, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long left = Files.size(file); left > 0; left -= CHUNK) {
            out.write(chunk, 0, (int) Math.min(left, CHUNK));
        }
    }

    /// What stands for a file in the zip.
    private interface Content {
        void write(Path file, OutputStream out) throws IOException;
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }

    private String manifestText(Map<String, byte[]> texts) throws IOException {
        Map<EvidenceKind, EvidenceName> files = folder.files();
        EvidenceName manifest = files.get(EvidenceKind.MANIFEST);
        EvidenceName signature = files.get(EvidenceKind.SIGNATURE);
        if (manifest == null || signature == null) {
            return NO_MANIFEST;
        }
        String fingerprint = Manifest.parse(Files.readAllBytes(folder.file(manifest))).key();
        Optional<SshPublicKey> key = registry.keyEver(camera, fingerprint);
        if (key.isEmpty()) {
            return "The camera's key, %s, is not known here any more.\n\n".formatted(fingerprint);
        }
        texts.put(CAMERA_KEY, bytes(key.get().pem()));
        return """
        The camera has signed the manifest, which names the other files with their hashes. The key
        belongs to the camera if its owner finds the same one there:
        openssl pkey -pubout -in identity

            openssl dgst -sha256 -verify camera-key.pem -signature %s %s

        """
                .formatted(signature.text(), manifest.text());
    }

    private static void add(ZipOutputStream zip, Path file, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        content.write(file, zip);
        zip.closeEntry();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
