package org.vigia.camera.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;

/// Starts a spool on what a cut of power has left, and holds it to what had been said (S1 to S7).
final class AfterPowerCut {
    private static final int NEXT = 99;

    private final Path root;
    private final List<Word> said;
    private final TreeMap<Long, String> chain = new TreeMap<>();
    private final Map<EventId, Manifest> manifests = new HashMap<>();

    private AfterPowerCut(Path root, List<Object> said) {
        this.root = root;
        this.said = said.stream().map(Word.class::cast).toList();
    }

    /// @param further whether the next event is to be sealed too
    static void look(Path root, List<Object> said, boolean further) throws IOException {
        AfterPowerCut after = new AfterPowerCut(root, said);
        Set<EventId> waiting;
        try (Spool spool = after.open()) {
            waiting = after.events(spool);
            after.hold(spool);
        }
        try (Spool again = after.open()) {
            assertThat(after.events(again)).as("what the next start finds").isEqualTo(waiting);
            if (further) {
                after.goOn(again);
            }
        }
    }

    private Spool open() throws IOException {
        return Spool.open(
                root, "front-door", SpoolBed.identity, ClipRepair::repair, SpoolBed.CLOCK);
    }

    private Set<EventId> events(Spool spool) {
        Set<EventId> events = new HashSet<>();
        for (SealedEvent event : spool.sealed()) {
            assertThat(events.add(event.event())).as("S1: %s once", event).isTrue();
        }
        return events;
    }

    private void hold(Spool spool) throws IOException {
        for (SealedEvent event : spool.sealed()) {
            whole(event);
        }
        assertThat(Folders.in(root.resolve("open"))).isEmpty();
        assertThat(Folders.in(root.resolve("forgotten"))).isEmpty();
        Set<EventId> gaps =
                spool.gaps().stream().map(gap -> gap.record().event()).collect(Collectors.toSet());
        for (EventId event : gaps) {
            assertThat(said(Word.GivingUp.class, event) || said(Word.SettingAside.class, event))
                    .as("S3a: nothing of %s had been given up", event)
                    .isTrue();
        }
        Map<EventId, Path> aside = aside();
        for (Word word : said) {
            hold(word, aside, gaps);
        }
    }

    private void hold(Word word, Map<EventId, Path> aside, Set<EventId> gaps) throws IOException {
        EventId event = word.event();
        @Nullable Manifest manifest = manifests.get(event);
        boolean told = said(Word.Told.class, event);
        boolean mayBeGone = said(Word.Forgetting.class, event);
        boolean mayBeAside = said(Word.SettingAside.class, event);
        switch (word) {
            case Word.Begun _ ->
                    assertThat(
                                    manifest != null
                                            || mayBeGone
                                            || (mayBeAside && aside.containsKey(event)))
                            .as("S2, S3: %s is here", event)
                            .isTrue();
            case Word.Pictured _ -> {
                if (manifest != null) {
                    assertThat(manifest.files())
                            .as("S2: the picture of %s", event)
                            .anyMatch(f -> f.evidence().kind() == EvidenceKind.SNAPSHOT);
                }
            }
            case Word.Filmed(EventId _, int bytes) -> {
                if (manifest != null) {
                    assertThat(manifest.files())
                            .as("S2: the film of %s", event)
                            .anyMatch(f ->
                                    f.evidence().kind() == EvidenceKind.CLIP && f.size() >= bytes);
                }
            }
            case Word.Sealed(EventId _, long sequence, String hash) -> {
                String found = chain.putIfAbsent(sequence, hash);
                assertThat(found == null || found.equals(hash))
                        .as("S4: %d is another manifest's", sequence)
                        .isTrue();
                assertThat(manifest == null || manifest.sequence() == sequence)
                        .as("S4: %s has another manifest", event)
                        .isTrue();
            }
            case Word.SetAside _ -> {
                assertThat(aside).as("S3").containsKey(event);
                assertThat(told || gaps.contains(event)).as("S3a: %s is told", event).isTrue();
            }
            case Word.Forgetting _, Word.SettingAside _, Word.GivingUp _, Word.Told _ -> {}
        }
    }

    private boolean said(Class<? extends Word> kind, EventId event) {
        return said.stream().anyMatch(word -> kind.isInstance(word) && word.event().equals(event));
    }

    private Map<EventId, Path> aside() throws IOException {
        Map<EventId, Path> aside = new HashMap<>();
        for (Path folder : Folders.in(root.resolve("quarantine"))) {
            EventId event = SealedEvent.Place.of(folder).orElseThrow().event();
            assertThat(said(Word.SettingAside.class, event)).as("S3: %s", folder).isTrue();
            assertThat(manifests).as("S1").doesNotContainKey(event);
            assertThat(folder.resolve("reason.txt")).isNotEmptyFile();
            aside.put(event, folder);
        }
        return aside;
    }

    /// Its files are what manifest and signature say.
    private void whole(SealedEvent event) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        byte[] document = {};
        byte[] signature = {};
        for (EvidenceName name : event.files()) {
            byte[] content = Files.readAllBytes(event.folder().resolve(name.text()));
            assertThat(Sha256.of(content)).as("%s", name).isEqualTo(name.sha256());
            switch (name.kind()) {
                case MANIFEST -> document = content;
                case SIGNATURE -> signature = content;
                case SNAPSHOT, CLIP, STREAMED -> files.put(name.text(), content);
            }
        }
        assertThat(RsaIdentity.verify(SpoolBed.identity.publicKey(), document, signature)).isTrue();
        Manifest manifest = Manifest.parse(document);
        manifests.put(event.event(), manifest);
        assertThat(chain.put(manifest.sequence(), event.manifest())).as("S4").isNull();
        List<Gap> gaps = Gaps.in(event.folder());
        for (Manifest.Entry entry : manifest.files()) {
            byte[] content = files.get(entry.name());
            if (content == null) {
                assertThat(gaps)
                        .as("S3a: %s is told to be lost", entry.name())
                        .anyMatch(gap -> gap.record().files().contains(entry.name()));
            } else if (entry.evidence().kind() == EvidenceKind.CLIP) {
                int n = Integer.parseInt(event.event().text().substring(24));
                int frames = (content.length - SmallFilm.INIT) / SmallFilm.FRAME;
                assertThat(content).isEqualTo(SmallFilm.of(n, frames));
            }
        }
    }

    /// The next event takes the next number.
    private void goOn(Spool spool) throws IOException {
        OpenEvent event =
                spool.begin(
                        new Opening(
                                SpoolBed.id(NEXT),
                                SpoolBed.id(NEXT),
                                EventKind.MOTION,
                                SpoolBed.MOMENT,
                                3));
        try (FileChannel channel = event.createClip()) {
            channel.write(ByteBuffer.wrap(SmallFilm.of(NEXT, 1)));
        }
        event.finishClip();
        event.seal(SpoolBed.MOMENT, 1);
        SealedEvent sealed = spool.sealed().getLast();
        assertThat(sealed.event()).isEqualTo(SpoolBed.id(NEXT));
        Map.Entry<Long, String> last = chain.lastEntry();
        if (last != null) {
            Path file = sealed.folder().resolve(sealed.files().getLast().text());
            Manifest manifest = Manifest.parse(Files.readAllBytes(file));
            assertThat(manifest.sequence()).as("S4").isEqualTo(last.getKey() + 1);
            assertThat(manifest.previous()).as("S4").isEqualTo(last.getValue());
        }
    }
}
