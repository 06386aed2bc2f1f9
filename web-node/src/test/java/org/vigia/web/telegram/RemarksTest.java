package org.vigia.web.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.link.LinkMessage;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.index.EventIndex;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;

class RemarksTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private final Set<String> doubted = new HashSet<>();
    private EventIndex index;
    private Remarks remarks;

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        store = fixture.store();
        index = new EventIndex(directory.resolve("index"), store, ZoneId.of("Europe/Madrid"));
        index.start();
        remarks = new Remarks(index, store.custody(), doubted::contains, fixture.pace);
    }

    @AfterEach
    void stop() {
        index.close();
        store.close();
    }

    private EventId event(String camera) {
        EventId event = Evidence.id();
        Moment moment = new Moment(1_772_000_000_000L, true, "boot", 1);
        assertThat(store.announce(camera, event, event, EventKind.MOTION, moment).text()).isEmpty();
        return event;
    }

    private void keep(String camera, EventId event) throws IOException {
        remarks.take(camera, new LinkMessage.EventRemarked(event, true));
    }

    private void falseAlarm(String camera, EventId event) throws IOException {
        remarks.take(camera, new LinkMessage.EventRemarked(event, false));
    }

    private StoredEvent of(String camera, EventId event) throws IOException {
        return store.read(camera, event).orElseThrow();
    }

    private boolean isKept(String camera, EventId event) throws IOException {
        return of(camera, event).marks().contains(Standing.KEPT);
    }

    @Test
    void anEventIsKeptOrNotedAsAFalseAlarm() throws IOException {
        EventId event = event("door");
        keep("door", event);
        assertThat(isKept("door", event)).isTrue();
        falseAlarm("door", event);
        assertThat(of("door", event).note()).isEqualTo("false alarm");
    }

    @Test
    void aPersonsNoteStays() throws IOException {
        EventId event = event("door");
        store.mark("door", event, Mark.NOTE, "ana", "the neighbour's cat");
        falseAlarm("door", event);
        assertThat(of("door", event).note()).isEqualTo("the neighbour's cat");
    }

    @Test
    void noCameraSpeaksOfAnothersEvents() throws IOException {
        EventId event = event("yard");
        keep("door", event);
        assertThat(isKept("yard", event)).isFalse();
    }

    @Test
    void aCameraInDoubtIsNotListenedTo() throws IOException {
        EventId event = event("door");
        doubted.add("door");
        keep("door", event);
        assertThat(isKept("door", event)).isFalse();
    }

    @Test
    void aCameraThatIsRefusedHasALineAMinuteAndCamera() throws IOException {
        EventId event = event("shed");
        PrintStream console = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 1_000; i++) {
                keep("door", event);
                keep("yard", event);
            }
            fixture.pace.advance(Duration.ofMinutes(1));
            keep("door", event);
        } finally {
            System.setErr(console);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        l ->
                                assertThat(l)
                                        .endsWith(
                                                "camera door: event " + event + " is not its own"),
                        l ->
                                assertThat(l)
                                        .endsWith(
                                                "camera yard: event " + event + " is not its own"),
                        l ->
                                assertThat(l)
                                        .endsWith(
                                                " is not its own (and 999 more remarks since the"
                                                        + " last line)"));
    }

    @Test
    void aStolenKeyKeepsAHundredEventsADayAndNoMore() throws IOException {
        EventId first = event("door");
        for (int i = 0; i < Remarks.KEEPS_A_DAY; i++) {
            keep("door", first);
        }
        EventId event = event("door");
        keep("door", event);
        assertThat(isKept("door", event)).isFalse();
        EventId other = event("yard");
        keep("yard", other);
        assertThat(isKept("yard", other)).as("another camera's").isTrue();
        fixture.pace.advance(Duration.ofDays(1));
        keep("door", event);
        assertThat(isKept("door", event)).isTrue();
    }
}
