package org.vigia.shared.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keys for tests. Making one takes about a second, so each name's is made once a build and copied
/// from then on: two names are two keys, and one name is one key in whatever folder.
public final class TestKeys {
    private TestKeys() {}

    /// The key of that name.
    ///
    /// @param folder where its file is to be
    /// @param name which of the keys, and its file's name
    public static RsaIdentity key(Path folder, String name) {
        try {
            Path stock = stock().resolve(name);
            if (!Files.exists(stock)) {
                make(stock);
            }
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.copy(stock, file);
            }
            return RsaIdentity.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Several test runs may make the same key at once: the first one's is everybody's.
    private static void make(Path stock) throws IOException {
        Path apart = Files.createTempDirectory(stock.getParent(), "new");
        Path made = apart.resolve("key");
        RsaIdentity.loadOrCreate(made);
        try {
            Files.createLink(stock, made);
        } catch (FileAlreadyExistsException e) {
            // Somebody was quicker.
        }
        Files.delete(made);
        Files.delete(apart.resolve("key.pub"));
        Files.delete(apart);
    }

    private static Path stock() throws IOException {
        return Files.createDirectories(
                Path.of(System.getProperty("vigia.root", ".."), "target", "test-keys"));
    }
}
