package org.vigia.shared.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.durable.DurableFiles;

/// Keys for tests. Java takes seconds to make one with the tests' compiler, so openssl makes each
/// name's once a build, and it is copied from then on: two names are two keys, and one name is one
/// key in whatever folder.
public final class TestKeys {
    private TestKeys() {}

    /// The key of that name.
    ///
    /// @param folder where its file is to be
    /// @param name which of the keys, and its file's name
    public static RsaIdentity key(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.copy(made(name), file);
            }
            return RsaIdentity.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts the key of that name where a node would else make one, readable by its owner alone.
    public static void put(Path file, String name) throws IOException {
        DurableFiles.createDirectories(
                Objects.requireNonNull(file.toAbsolutePath().getParent(), "a key is in a folder"));
        DurableFiles.replace(file, Files.readAllBytes(made(name)));
    }

    private static Path made(String name) throws IOException {
        Path stock =
                Files.createDirectories(
                        Path.of(System.getProperty("vigia.root", ".."), "target", "test-keys"));
        Path key = stock.resolve(name);
        if (!Files.exists(key)) {
            make(key);
        }
        return key;
    }

    /// Several test runs may make the same key at once: the first one's is everybody's.
    private static void make(Path key) throws IOException {
        Path apart = Files.createTempDirectory(key.getParent(), "new");
        Path made = apart.resolve("key");
        generate(made);
        try {
            Files.createLink(key, made);
        } catch (FileAlreadyExistsException e) {
            // Somebody was quicker.
        }
        Files.delete(made);
        Files.delete(apart);
    }

    private static void generate(Path file) throws IOException {
        Process openssl =
                new ProcessBuilder(
                                "openssl",
                                "genpkey",
                                "-quiet",
                                "-algorithm",
                                "RSA",
                                "-pkeyopt",
                                "rsa_keygen_bits:" + SshPublicKey.MIN_BITS,
                                "-out",
                                file.toString())
                        .inheritIO()
                        .start();
        try {
            if (!openssl.waitFor(1, TimeUnit.MINUTES) || openssl.exitValue() != 0) {
                openssl.destroyForcibly();
                throw new IOException("openssl makes no key");
            }
        } catch (InterruptedException e) {
            openssl.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }
}
