package org.vigia.web.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;

/// What a camera makes: keys, an event's files and its manifest, for the tests of this module.
public final class Evidence {
    /// A wall clock that stands still.
    public static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Evidence() {}

    /// A file as it is offered.
    ///
    /// @param name its name
    /// @param content its bytes
    public record Item(EvidenceName name, byte[] content) {
        /// Writes it into a directory under its name.
        public Path write(Path directory) throws IOException {
            return Files.write(directory.resolve(name.text()), content);
        }
    }

    /// A key in a file of its own.
    public static RsaIdentity key(Path directory, String name) {
        return TestKeys.key(directory, name);
    }

    /// A fresh event id.
    public static EventId id() {
        return EventId.create(CLOCK, RANDOM);
    }

    /// A file with some content.
    public static Item item(EventId event, EvidenceKind kind, byte[] content) {
        return new Item(new EvidenceName(event, kind, Sha256.of(content)), content);
    }

    /// A file with text for content.
    public static Item item(EventId event, EvidenceKind kind, String content) {
        return item(event, kind, content.getBytes(StandardCharsets.UTF_8));
    }

    /// A manifest over `files`.
    public static Manifest manifest(
            EventId event, String camera, RsaIdentity key, List<Item> files) {
        return manifest(event, camera, key, files, 1, null);
    }

    private static Manifest manifest(
            EventId event,
            String camera,
            RsaIdentity key,
            List<Item> files,
            long sequence,
            @Nullable String previous) {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Item file : files) {
            entries.add(new Manifest.Entry(file.name().text(), file.content().length));
        }
        return new Manifest(
                Manifest.FORMAT,
                event,
                event,
                camera,
                EventKind.MOTION,
                key.publicKey().fingerprint(),
                sequence,
                previous,
                new Moment(1_772_000_000_000L, true, "boot", 1000),
                new Moment(1_772_000_009_000L, true, "boot", 10_000),
                5000,
                14_000,
                entries);
    }

    /// Signature and manifest, in the order they are sent.
    public static List<Item> sealed(EventId event, byte[] document, RsaIdentity key) {
        return List.of(
                item(event, EvidenceKind.SIGNATURE, key.sign(document)),
                item(event, EvidenceKind.MANIFEST, document));
    }

    /// A whole event in the order it is sent: snapshot, clip, signature, manifest.
    public static List<Item> event(EventId event, String camera, RsaIdentity key) {
        return event(event, camera, key, 1, null);
    }

    /// A whole event with its place in the key's chain.
    ///
    /// @param previous the hash of the manifest before; null for sequence 1
    public static List<Item> event(
            EventId event,
            String camera,
            RsaIdentity key,
            long sequence,
            @Nullable String previous) {
        List<Item> files =
                new ArrayList<>(
                        List.of(
                                item(event, EvidenceKind.SNAPSHOT, "picture of " + event),
                                item(event, EvidenceKind.CLIP, "film of " + event)));
        files.addAll(
                sealed(
                        event,
                        manifest(event, camera, key, files, sequence, previous).bytes(),
                        key));
        return files;
    }

    /// Offers a file as the SSH side does.
    public static Verdict send(Inbox inbox, String camera, Item item) throws IOException {
        return switch (inbox.offer(camera, item.name().text(), item.content().length)) {
            case Inbox.Answer.No no -> no.verdict();
            case Inbox.Answer.Send send -> {
                try (Inbox.Upload upload = send.upload()) {
                    upload.write(item.content(), 0, item.content().length);
                    yield upload.finish();
                }
            }
        };
    }

    /// Every regular file under `root`, relative, sorted.
    public static List<String> tree(Path root) throws IOException {
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
