package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.time.FakePace;
import org.vigia.web.registry.CameraRegistry;

/// A store with two cameras registered, and the receipts it has handed on.
public final class StoreFixture {
    /// The folder of everything.
    public final Path directory;

    /// The cameras' keys.
    public final RsaIdentity door;

    /// The other camera's key.
    public final RsaIdentity yard;

    /// web-node's key for receipts.
    public final RsaIdentity receiptKey;

    /// Who is registered: `door` and `yard`.
    public final CameraRegistry registry;

    /// Moved by hand.
    public final FakePace pace = new FakePace();

    /// What the listener was given.
    public final List<Receipt> receipts = new CopyOnWriteArrayList<>();

    /// @param keys where the keys are kept, to be shared by a class's tests
    public StoreFixture(Path directory, Path keys) throws IOException {
        this.directory = directory;
        this.door = Evidence.key(keys, "door");
        this.yard = Evidence.key(keys, "yard");
        this.receiptKey = Evidence.key(keys, "receipts");
        this.registry =
                CameraRegistry.open(directory.resolve("registry/cameras.jsonl"), Evidence.CLOCK);
        add("door", door.publicKey());
        add("yard", yard.publicKey());
    }

    /// A started store on the fixture's folder.
    public EventStore store() throws IOException {
        return store(directory.resolve("store"), StoreLimits.DEFAULT);
    }

    /// A started store with limits of its own.
    public EventStore store(Path root, StoreLimits limits) throws IOException {
        return store(root, limits, Step.Observer.NONE);
    }

    /// Told of each of a store's steps by its name, once it is done.
    public interface Steps {
        /// Takes note.
        ///
        /// @throws IOException as if the disk had refused what comes next
        void done(String step) throws IOException;
    }

    /// The names of all steps.
    public static List<String> steps() {
        return Stream.of(Step.values()).map(Step::name).toList();
    }

    /// A started store on the fixture's folder that tells of its steps.
    public EventStore watched(Steps steps) throws IOException {
        return store(
                directory.resolve("store"), StoreLimits.DEFAULT, step -> steps.done(step.name()));
    }

    EventStore store(Path root, StoreLimits limits, Step.Observer steps) throws IOException {
        EventStore store =
                new EventStore(
                        root,
                        registry,
                        receiptKey,
                        limits,
                        Evidence.CLOCK,
                        pace,
                        this::issued,
                        steps);
        store.start();
        return store;
    }

    private void add(String name, SshPublicKey key) throws IOException {
        if (registry.find(name).isEmpty()) {
            registry.add(name, key);
        }
    }

    private void issued(String camera, byte[] document, byte[] signature) {
        if (!RsaIdentity.verify(receiptKey.publicKey(), document, signature)) {
            throw new AssertionError("a receipt with a wrong signature");
        }
        try {
            Receipt receipt = Receipt.parse(document);
            if (!receipt.camera().equals(camera)) {
                throw new AssertionError("a receipt for " + camera + ": " + receipt);
            }
            receipts.add(receipt);
        } catch (IOException e) {
            throw new AssertionError("not a receipt", e);
        }
    }
}
