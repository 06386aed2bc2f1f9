package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.Moment;

/// What a thief with one camera's key can take away from the other cameras.
class GreedyCameraTest {
    private static final Moment MOMENT = new Moment(1_772_000_000_000L, true, "boot", 1);

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private final List<Inbox.Upload> uploads = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        store = fixture.store();
    }

    @AfterEach
    void stop() {
        uploads.forEach(Inbox.Upload::close);
        store.close();
    }

    private static Evidence.Item clip(EventId event) {
        return Evidence.item(event, EvidenceKind.CLIP, "film of " + event);
    }

    private String offer(String camera, Evidence.Item item, long size) {
        return switch (store.offer(camera, item.name().text(), size)) {
            case Inbox.Answer.No no -> no.verdict().text();
            case Inbox.Answer.Send send -> {
                uploads.add(send.upload());
                yield "";
            }
        };
    }

    @Test
    void promisedBytesTakeNoRoomFromOtherCameras() throws IOException {
        long usable = Files.getFileStore(directory).getUsableSpace();
        long clip = 1L << 30;
        // Free for three clips of the largest size, and no more: one and a half for each camera.
        long reserve = usable - 3 * clip;
        store.close();
        RoomLimits room = new RoomLimits(0, 1L << 40, 1000, 0);
        store = fixture.store(directory.resolve("store"), new StoreLimits(clip, reserve, room));
        for (int i = 0; i < OpenUploads.PER_CAMERA; i++) {
            assertThat(offer("door", clip(Evidence.id()), clip)).isEmpty();
        }
        assertThat(Evidence.send(store, "yard", clip(Evidence.id())).text()).isEmpty();
        assertThat(offer("yard", clip(Evidence.id()), clip)).isEmpty();
    }

    @Test
    void aCameraHasFewUploadsAtATimeAndAnEndedOneMakesRoom() throws IOException {
        for (int i = 0; i < OpenUploads.PER_CAMERA; i++) {
            assertThat(offer("door", clip(Evidence.id()), 1000)).isEmpty();
        }
        assertThat(offer("door", clip(Evidence.id()), 1000))
                .isEqualTo("later: 4 uploads at a time");
        assertThat(Evidence.send(store, "yard", clip(Evidence.id())).text()).isEmpty();
        uploads.getFirst().close();
        uploads.getFirst().close();
        assertThat(offer("door", clip(Evidence.id()), 1000)).isEmpty();
    }

    @Test
    void aFileOfferedAnewOvertakesTheUploadThatHangs() throws IOException {
        Evidence.Item item = clip(Evidence.id());
        assertThat(offer("door", item, item.content().length)).isEmpty();
        assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        Evidence.Item other = clip(Evidence.id());
        for (int i = 0; i < 3 * OpenUploads.PER_CAMERA; i++) {
            assertThat(offer("door", other, other.content().length)).isEmpty();
        }
        assertThatThrownBy(() -> uploads.get(3).write(other.content(), 0, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is being sent anew");
        uploads.getLast().write(other.content(), 0, other.content().length);
        assertThat(uploads.getLast().finish().text()).isEmpty();
    }

    @Test
    void roomIsKeptInSlicesAndLetGoOf() throws IOException {
        FreeSpace plenty = () -> 1L << 40;
        Room room =
                new Room(
                        directory,
                        plenty,
                        0,
                        RoomLimits.DEFAULT,
                        () -> List.of("door"),
                        fixture.pace);
        OpenUploads open = new OpenUploads(plenty, 0, room);
        long size = 3 * OpenUploads.SLICE + 5;
        var granted =
                (OpenUploads.Admission.Granted)
                        open.admit("door", clip(Evidence.id()).name(), size);
        OpenUploads.Ticket ticket = granted.ticket();
        for (long left = size; left > 0; ) {
            assertThat(open.keptBytes()).isBetween(0L, OpenUploads.SLICE);
            int n = (int) Math.min(left, 60_000);
            ticket.write(n);
            left -= n;
        }
        assertThat(open.keptBytes()).isZero();
        ticket.close();
        ticket.close();
        assertThat(open.keptBytes()).isZero();
    }

    private String announce(String camera, EventId event) {
        return store.announce(camera, event, event, EventKind.MOTION, MOMENT).text();
    }

    @Test
    void aFloodOfAnnouncementsIsSlowedAndOtherCamerasAreNot() {
        for (int i = 0; i < AnnouncementLimit.BURST; i++) {
            assertThat(announce("door", Evidence.id())).isEmpty();
        }
        assertThat(announce("door", Evidence.id())).isEqualTo("later: too many announcements");
        assertThat(announce("yard", Evidence.id())).isEmpty();
        fixture.pace.advance(Duration.ofSeconds(2));
        assertThat(announce("door", Evidence.id())).isEmpty();
        assertThat(announce("door", Evidence.id())).isEqualTo("later: too many announcements");
        fixture.pace.advance(Duration.ofMinutes(10));
        for (int i = 0; i < AnnouncementLimit.BURST; i++) {
            assertThat(announce("door", Evidence.id())).isEmpty();
        }
        assertThat(announce("door", Evidence.id())).isEqualTo("later: too many announcements");
    }

    @Test
    void eventsThatNeverBecomeWholeAreBoundedAndTheirFilesAreTakenAllTheSame() throws IOException {
        EventId first = Evidence.id();
        assertThat(announce("door", first)).isEmpty();
        for (int i = 1; i < AnnouncementLimit.UNFINISHED; i++) {
            fixture.pace.advance(Duration.ofSeconds(2));
            assertThat(announce("door", Evidence.id())).isEmpty();
        }
        fixture.pace.advance(Duration.ofMinutes(1));
        EventId next = Evidence.id();
        assertThat(announce("door", next)).isEqualTo("later: 200 announced events are not whole");
        assertThat(announce("door", first)).isEmpty();
        for (Evidence.Item item : Evidence.event(next, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        for (Evidence.Item item : Evidence.event(first, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        assertThat(announce("door", Evidence.id())).isEmpty();
    }
}
