package org.vigia.web.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.json.Json;

/// The cameras that may send evidence, kept in `registry/cameras.jsonl`: one synced line for each
/// key added or revoked, never rewritten. Another process may append while this one runs: the file
/// is read again when its size has changed, at each question.
///
/// A revoked key never comes back; its camera's name may, with a new key. Safe for use by several
/// threads.
public final class CameraRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(CameraRegistry.class);

    private final Path file;
    private final Journal journal;
    private final Clock clock;
    private final Map<String, RegisteredCamera> byName = new TreeMap<>();
    private final Map<String, String> nameByKey = new HashMap<>();
    private final Map<String, Map<String, SshPublicKey>> everByName = new HashMap<>();
    private final Set<String> revokedKeys = new HashSet<>();
    private final Map<String, RevokedCamera> revokedByName = new TreeMap<>();
    private long bytesRead;
    private int linesRead;

    private CameraRegistry(Path file, Clock clock) {
        this.file = file;
        this.journal = new Journal(file);
        this.clock = clock;
    }

    /// Reads the registry kept in `file`, which need not exist yet.
    ///
    /// @throws IOException when it cannot be read
    public static CameraRegistry open(Path file, Clock clock) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            DurableFiles.createDirectories(directory);
        }
        CameraRegistry registry = new CameraRegistry(file, clock);
        registry.refresh();
        return registry;
    }

    /// Registers a camera; on the disk when this returns.
    ///
    /// @throws IllegalArgumentException when the name is none or taken, or the key is registered or
    ///   was revoked; the message says which
    /// @throws IOException when the file cannot be read or written
    public synchronized void add(String name, SshPublicKey key) throws IOException {
        if (!Manifest.isCameraName(name)) {
            throw new IllegalArgumentException(
                    "not a camera name (1 to 32 of a-z, 0-9 and inner hyphens): " + name);
        }
        refresh();
        @Nullable String objection = objection(name, key.line());
        if (objection != null) {
            throw new IllegalArgumentException(objection);
        }
        append(RegistryLine.Op.ADD, name, key.line());
        // Another process may have taken the name or the key since: the first line counts.
        RegisteredCamera now = byName.get(name);
        if (now == null || !now.key().equals(key)) {
            throw new IllegalArgumentException("the name or the key has just been taken: " + name);
        }
    }

    /// Gives a camera's name to another key: the key it had is taken away for good. On the disk
    /// when this returns; where it breaks off in between, the name has no key.
    ///
    /// @throws IllegalArgumentException as [#add] does, except that the name may be taken
    /// @throws IOException when the file cannot be read or written
    public synchronized void replace(String name, SshPublicKey key) throws IOException {
        refresh();
        @Nullable String objection = objection(key.line());
        if (objection != null) {
            throw new IllegalArgumentException(objection);
        }
        revoke(name);
        add(name, key);
    }

    /// Takes a camera's key away for good; on the disk when this returns.
    ///
    /// @return whether there was such a camera
    /// @throws IOException when the file cannot be read or written
    public synchronized boolean revoke(String name) throws IOException {
        refresh();
        RegisteredCamera camera = byName.get(name);
        if (camera == null) {
            return false;
        }
        append(RegistryLine.Op.REVOKE, name, camera.key().line());
        return true;
    }

    /// The camera that `key` belongs to now.
    public synchronized Optional<RegisteredCamera> find(SshPublicKey key) {
        refreshOrKeep();
        String name = nameByKey.get(key.line());
        return name == null ? Optional.empty() : Optional.ofNullable(byName.get(name));
    }

    /// The camera of that name.
    public synchronized Optional<RegisteredCamera> find(String name) {
        refreshOrKeep();
        return Optional.ofNullable(byName.get(name));
    }

    /// Why no camera can have this key from now on, in words; empty where one can.
    public synchronized Optional<String> objectionTo(SshPublicKey key) {
        refreshOrKeep();
        return Optional.ofNullable(objection(key.line()));
    }

    /// A key that a camera has or once had, by its fingerprint: what it signed then stays signed.
    public synchronized Optional<SshPublicKey> keyEver(String name, String fingerprint) {
        refreshOrKeep();
        return Optional.ofNullable(everByName.getOrDefault(name, Map.of()).get(fingerprint));
    }

    /// All cameras, by name.
    public synchronized List<RegisteredCamera> all() {
        refreshOrKeep();
        return List.copyOf(byName.values());
    }

    /// The camera of that name whose key was taken away and which has none now.
    public synchronized Optional<RevokedCamera> findRevoked(String name) {
        refreshOrKeep();
        return Optional.ofNullable(revokedByName.get(name));
    }

    /// All cameras whose key was taken away and which have none now, by name.
    public synchronized List<RevokedCamera> revoked() {
        refreshOrKeep();
        return List.copyOf(revokedByName.values());
    }

    private void append(RegistryLine.Op op, String name, String key) throws IOException {
        journal.append(Json.text(new RegistryLine(clock.millis(), op, name, key)));
        refresh();
    }

    private void refreshOrKeep() {
        try {
            refresh();
        } catch (IOException e) {
            LOG.error("{}: cannot be read; what was read before still counts", file, e);
        }
    }

    private void refresh() throws IOException {
        long size = journal.size();
        if (size == bytesRead) {
            return;
        }
        List<String> lines = journal.lines();
        if (lines.size() < linesRead) {
            throw new IOException(file + " has shrunk: an append-only file was tampered with");
        }
        for (String line : lines.subList(linesRead, lines.size())) {
            linesRead++;
            apply(line);
        }
        bytesRead = size;
    }

    private void apply(String text) {
        try {
            RegistryLine line = Json.read(text, RegistryLine.class);
            SshPublicKey key = SshPublicKey.parse(line.key());
            switch (line.op()) {
                case ADD -> {
                    @Nullable String objection = objection(line.camera(), key.line());
                    if (objection != null) {
                        throw new IllegalArgumentException(objection);
                    }
                    byName.put(line.camera(), new RegisteredCamera(line.camera(), key));
                    nameByKey.put(key.line(), line.camera());
                    revokedByName.remove(line.camera());
                    everByName
                            .computeIfAbsent(line.camera(), _ -> new HashMap<>())
                            .put(key.fingerprint(), key);
                }
                case REVOKE -> {
                    revokedKeys.add(key.line());
                    String name = nameByKey.remove(key.line());
                    if (name != null) {
                        byName.remove(name);
                        revokedByName.put(name, new RevokedCamera(name, line.at()));
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("{}: line {} does not count: {}", file, linesRead, e.getMessage());
        }
    }

    private @Nullable String objection(String name, String key) {
        if (byName.containsKey(name)) {
            return "there is a camera named %s already; revoke it first, or choose another name"
                    .formatted(name);
        }
        return objection(key);
    }

    private @Nullable String objection(String key) {
        String owner = nameByKey.get(key);
        if (owner != null) {
            return "this key is registered already, for " + owner;
        }
        return revokedKeys.contains(key) ? "this key was revoked; make a new one" : null;
    }
}
