package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.event.Remark;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;

class RemarksTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private Remarks remarks;

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        store = fixture.store();
        remarks = new Remarks(store, fixture.pace);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private EventId event(String camera) {
        EventId event = Evidence.id();
        Moment moment = new Moment(1_772_000_000_000L, true, "boot", 1);
        assertThat(store.announce(camera, event, event, EventKind.MOTION, moment).text()).isEmpty();
        return event;
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
        remarks.take("door", event, Remark.KEEP);
        assertThat(isKept("door", event)).isTrue();
        remarks.take("door", event, Remark.FALSE_ALARM);
        assertThat(of("door", event).note()).isEqualTo("False alarm");
    }

    @Test
    void aPersonsNoteStays() throws IOException {
        EventId event = event("door");
        store.mark("door", event, Mark.NOTE, "ana", "the neighbour's cat");
        remarks.take("door", event, Remark.FALSE_ALARM);
        assertThat(of("door", event).note()).isEqualTo("the neighbour's cat");
    }

    @Test
    void noCameraSpeaksOfAnothersEvents() throws IOException {
        EventId event = event("yard");
        remarks.take("door", event, Remark.KEEP);
        assertThat(isKept("yard", event)).isFalse();
    }

    @Test
    void aCameraInDoubtIsNotListenedTo() throws IOException {
        EventId event = event("door");
        store.doubt("door"::equals);
        remarks.take("door", event, Remark.KEEP);
        assertThat(isKept("door", event)).isFalse();
    }

    @Test
    void aStolenKeyKeepsAHundredEventsADayAndNoMore() throws IOException {
        for (int i = 0; i < Remarks.A_DAY; i++) {
            remarks.take("door", Evidence.id(), Remark.KEEP);
        }
        EventId event = event("door");
        remarks.take("door", event, Remark.KEEP);
        assertThat(isKept("door", event)).isFalse();
        EventId other = event("yard");
        remarks.take("yard", other, Remark.KEEP);
        assertThat(isKept("yard", other)).as("another camera's").isTrue();
        fixture.pace.advance(Duration.ofDays(1));
        remarks.take("door", event, Remark.KEEP);
        assertThat(isKept("door", event)).isTrue();
    }
}
