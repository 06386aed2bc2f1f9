package org.vigia.web.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.time.FakePace;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.event.Thumbnails;
import org.vigia.web.http.FakeCatalogue;
import org.vigia.web.picture.Footage;
import org.vigia.web.picture.Picture;
import org.vigia.web.picture.PictureMaker;

class StoredThumbnailsTest {
    private static final EventId EVENT = FakeCatalogue.id(1);

    @TempDir Path directory;
    private final FakePace pace = new FakePace();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<StoredThumbnails> opened = new ArrayList<>();
    private FakeCatalogue events;
    private volatile boolean caged = true;

    @BeforeEach
    void fill() throws IOException {
        events = new FakeCatalogue(Files.createDirectories(directory.resolve("evidence")));
        events.announce(1, "door", EventKind.MOTION, 1_790_000_000_000L);
    }

    @AfterEach
    void close() {
        opened.forEach(StoredThumbnails::close);
    }

    /// A "picture" that says of what it was made; its length is the film's.
    private Picture make(Footage footage, int width) {
        try (var in = footage.source().open()) {
            String film = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            orders.add(film + " at " + width);
            byte[] jpeg = film.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return caged ? new Picture.Jpeg(jpeg, 4, 3) : new Picture.None("no cage");
        } catch (IOException e) {
            return new Picture.None(e.toString());
        }
    }

    private StoredThumbnails start(long room, PictureMaker maker) throws Exception {
        StoredThumbnails made = new StoredThumbnails(folder(), events, maker, room, pace);
        opened.add(made);
        made.start();
        made.awaitIdle();
        return made;
    }

    private StoredThumbnails start() throws Exception {
        return start(StoredThumbnails.ROOM, this::make);
    }

    private Path folder() {
        return directory.resolve("thumbnails");
    }

    private StoredEvent film(int event, String film, Standing... marks) {
        return events.mark(
                FakeCatalogue.id(event), film.getBytes(StandardCharsets.UTF_8), 1000, marks);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private static Optional<String> content(Optional<Thumbnails.Thumbnail> thumbnail)
            throws IOException {
        return thumbnail.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(thumbnail.get().file()));
    }

    @Test
    void aFilmWithoutPictureGetsOneThumbnailAndWhoeverShowsItIsTold() throws Exception {
        StoredThumbnails thumbnails = start();
        List<StoredEvent> told = new CopyOnWriteArrayList<>();
        try (var telling = thumbnails.subscribe(told::add)) {
            assertThat(telling).isNotNull();
            StoredEvent event = film(1, "a film", Standing.LOST);
            thumbnails.awaitIdle();
            assertThat(told).containsExactly(event);
            for (int i = 0; i < 3; i++) {
                assertThat(content(thumbnails.of(event))).contains("A FILM");
            }
            assertThat(thumbnails.of(event).orElseThrow().sha256())
                    .isEqualTo(Sha256.of("A FILM".getBytes(StandardCharsets.UTF_8)));
        }
        thumbnails.awaitIdle();
        assertThat(orders).containsExactly("a film at 480");
        assertThat(files()).hasSize(1).noneMatch(name -> EvidenceName.parse(name).isPresent());
    }

    @Test
    void aClipWithoutPictureGetsOneTooUntilThePictureIsHere() throws Exception {
        StoredThumbnails thumbnails = start();
        StoredEvent clip = events.complete(EVENT, "a clip".getBytes(StandardCharsets.UTF_8), 1000);
        thumbnails.awaitIdle();
        assertThat(content(thumbnails.of(clip))).contains("A CLIP");
        StoredEvent pictured =
                events.addSnapshot(EVENT, "a picture".getBytes(StandardCharsets.UTF_8));
        thumbnails.awaitIdle();
        assertThat(content(thumbnails.of(pictured))).contains("A PICTURE");
        assertThat(files()).hasSize(1);
        assertThat(thumbnails.of(events.announce(2, "door", EventKind.PHOTO, 7))).isEmpty();
        thumbnails.awaitIdle();
        assertThat(orders).containsExactly("a clip at 480", "a picture at 480");
    }

    @Test
    void itGoesWithItsFilm() throws Exception {
        StoredThumbnails thumbnails = start();
        film(1, "a film");
        thumbnails.awaitIdle();
        StoredEvent longer = film(1, "a longer film");
        thumbnails.awaitIdle();
        assertThat(content(thumbnails.of(longer))).contains("A LONGER FILM");
        assertThat(files()).hasSize(1);
        StoredEvent deleted = events.mark(EVENT, null, 0, Standing.DELETED);
        thumbnails.awaitIdle();
        assertThat(thumbnails.of(deleted)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsDeletedWhileItIsMadeLeavesNone() throws Exception {
        PictureMaker slow =
                (footage, width) -> {
                    Picture picture = make(footage, width);
                    events.mark(EVENT, null, 0, Standing.DELETED);
                    return picture;
                };
        StoredThumbnails thumbnails = start(StoredThumbnails.ROOM, slow);
        film(1, "a film");
        thumbnails.awaitIdle();
        assertThat(files()).isEmpty();
    }

    @Test
    void aRestartKeepsWhatIsStillWantedAndNothingElse() throws Exception {
        events.announce(2, "door", EventKind.MOTION, 1_790_000_000_000L);
        StoredThumbnails before = start();
        StoredEvent stays = film(1, "a film");
        film(2, "another film");
        before.awaitIdle();
        before.close();
        events.mark(FakeCatalogue.id(2), null, 0, Standing.DELETED);
        Files.writeString(folder().resolve(".thumbnail.123.new"), "cut short");
        StoredThumbnails after = start();
        assertThat(files()).hasSize(1);
        assertThat(content(after.of(stays))).contains("A FILM");
        assertThat(orders).hasSize(2);
    }

    @Test
    void withinItsRoomTheOneNobodyHasAskedForTheLongestGoes() throws Exception {
        for (int i = 2; i <= 3; i++) {
            events.announce(i, "door", EventKind.MOTION, 1_790_000_000_000L);
        }
        StoredThumbnails thumbnails = start(14, this::make);
        StoredEvent one = film(1, "film 1");
        thumbnails.awaitIdle();
        StoredEvent two = film(2, "film 2");
        thumbnails.awaitIdle();
        assertThat(thumbnails.of(one)).isPresent();
        film(3, "film 3");
        thumbnails.awaitIdle();
        assertThat(files()).hasSize(2);
        assertThat(thumbnails.of(two)).isEmpty();
        thumbnails.awaitIdle();
        assertThat(content(thumbnails.of(two))).contains("FILM 2");
        assertThat(orders).hasSize(4);
    }

    @Test
    void whatCannotBeMadeIsTriedAgainOnlyAfterAWhile() throws Exception {
        caged = false;
        StoredThumbnails thumbnails = start();
        StoredEvent event = film(1, "a film");
        thumbnails.awaitIdle();
        caged = true;
        assertThat(thumbnails.of(event)).isEmpty();
        thumbnails.awaitIdle();
        assertThat(orders).hasSize(1);
        pace.advance(StoredThumbnails.TRY_AGAIN);
        assertThat(thumbnails.of(event)).isEmpty();
        thumbnails.awaitIdle();
        assertThat(thumbnails.of(event)).isPresent();
    }

    @Test
    void askingWaitsForNothingHoweverManyAreAskedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        PictureMaker never =
                (footage, width) -> {
                    begun.countDown();
                    stuck.await();
                    return new Picture.None("given up");
                };
        StoredThumbnails thumbnails = start(StoredThumbnails.ROOM, never);
        for (int i = 1; i <= 2 * StoredThumbnails.QUEUE; i++) {
            events.announce(i, "door", EventKind.MOTION, 1_790_000_000_000L);
            assertThat(thumbnails.of(film(i, "film " + i))).isEmpty();
        }
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        thumbnails.close();
        assertThat(stuck.getCount()).isEqualTo(1);
        assertThat(files()).isEmpty();
    }
}
