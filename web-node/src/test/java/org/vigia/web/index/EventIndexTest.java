package org.vigia.web.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.Moment;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.EventFilter;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.HistoryPlace;
import org.vigia.web.event.Mark;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;

/// A real H2 file over a real store.
class EventIndexTest {
    private static final EventQuery ALL = EventQuery.newest(200);

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private EventIndex index;

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        open();
    }

    private void open() throws IOException {
        store = fixture.store();
        index = new EventIndex(directory.resolve("index"), store, ZoneId.of("Europe/Madrid"));
        index.start();
    }

    @AfterEach
    void stop() {
        index.close();
        store.close();
    }

    private EventId announce(String camera, long wallMillis) {
        EventId event = Evidence.id();
        Moment moment = new Moment(wallMillis, false, "boot", 1);
        assertThat(store.announce(camera, event, event, EventKind.TAMPER, moment).text()).isEmpty();
        return event;
    }

    private EventId whole(String camera) throws IOException {
        EventId event = Evidence.id();
        for (Evidence.Item item :
                Evidence.event(
                        event, camera, camera.equals("door") ? fixture.door : fixture.yard)) {
            assertThat(Evidence.send(store, camera, item).text()).isEmpty();
        }
        return event;
    }

    @Test
    void eventsAreFoundNewestFirstByCameraAndCursor() throws IOException {
        EventId first = announce("door", 1000);
        EventId second = announce("yard", 3000);
        EventId third = announce("door", 2000);
        EventId fourth = whole("yard");
        // What began before it arrived is shown there; whose clock was not set, where it arrived.
        assertThat(ids(ALL)).containsExactly(third, second, first, fourth);
        assertThat(ids(page(Set.of("door"), null, 200))).containsExactly(third, first);
        HistoryPlace newest = HistoryPlace.of(index.find(third).orElseThrow());
        assertThat(ids(page(null, newest, 2))).containsExactly(second, first);
        assertThat(ids(page(Set.of("nobody' OR '1'='1"), null, 200))).isEmpty();
        assertThat(index.find(fourth).orElseThrow().stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(index.find(Evidence.id())).isEmpty();
        assertThat(index.file(fourth, EvidenceKind.MANIFEST)).isPresent();
        assertThat(index.file(first, EvidenceKind.MANIFEST)).isEmpty();
        assertThat(index.file(Evidence.id(), EvidenceKind.CLIP)).isEmpty();
    }

    private EventId announceTest(long wallMillis) {
        EventId event = Evidence.id();
        Moment moment = new Moment(wallMillis, false, "boot", 1);
        assertThat(store.announce("door", event, event, EventKind.SELF_TEST, moment).text())
                .isEmpty();
        return event;
    }

    private List<EventId> ofKinds(EventKind... kinds) {
        EventFilter filter =
                new EventFilter(null, Set.of(kinds), null, null, EventFilter.Shelf.LISTED, null);
        return ids(new EventQuery(filter, null, 200));
    }

    @Test
    void aSelfTestIsListedAndCountedOnlyWhereItIsAskedForOrKept() throws IOException {
        EventId event = announce("yard", 1000);
        EventId test = announceTest(2000);
        EventId kept = announceTest(3000);
        assertThat(ids(ALL)).containsExactly(event);
        assertThat(index.unseen(null, SeenArrivals.upTo(0), 100)).isEqualTo(1);
        assertThat(ofKinds(EventKind.SELF_TEST)).containsExactly(kept, test);
        assertThat(ofKinds(EventKind.SELF_TEST, EventKind.TAMPER))
                .containsExactly(kept, test, event);
        assertThat(ofKinds(EventKind.TAMPER)).containsExactly(event);
        assertThat(index.spans(null, 0, Long.MAX_VALUE, 100)).hasSize(1);
        store.custody().mark(kept, Mark.KEPT, "ana", null);
        assertThat(ids(ALL)).containsExactly(kept, event);
        assertThat(index.selfTests("door", Long.MAX_VALUE, 10))
                .extracting(StoredEvent::id)
                .containsExactly(test);
        assertThat(index.selfTests("door", 0, 10)).isEmpty();
        assertThat(index.selfTests("yard", Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void observersHearOfEachStageUntilTheyLeave() throws IOException {
        List<StoredEvent> heard = new ArrayList<>();
        EventCatalogue.Subscription subscription = index.subscribe(heard::add);
        EventId event = whole("door");
        assertThat(heard)
                .extracting(StoredEvent::stage)
                .containsExactly(
                        StoredEvent.Stage.ARRIVING,
                        StoredEvent.Stage.ARRIVING,
                        StoredEvent.Stage.ARRIVING,
                        StoredEvent.Stage.WHOLE);
        assertThat(heard.getLast()).isEqualTo(index.find(event).orElseThrow());
        subscription.close();
        whole("door");
        assertThat(heard).hasSize(4);
    }

    @Test
    void aDeletedIndexGivesTheSameAnswers() throws IOException {
        announce("door", 1000);
        whole("yard");
        whole("door");
        List<StoredEvent> before = index.find(ALL);
        stop();
        open();
        assertThat(index.find(ALL)).isEqualTo(before);
        stop();
        removeIndex();
        open();
        assertThat(index.find(ALL)).isEqualTo(before).hasSize(3);
        stop();
        new EventIndex(directory.resolve("index"), store, ZoneId.of("Europe/Madrid"))
                .remakeOnStart();
        open();
        assertThat(index.find(ALL)).isEqualTo(before);
    }

    @Test
    void anIndexThatIsBehindCatchesUp() throws IOException {
        EventId unfinished = announce("door", 1000);
        whole("yard");
        index.close();
        Path copy = directory.resolve("older");
        Files.copy(directory.resolve("index/events.mv.db"), copy);
        // What follows reaches the store but, for a power cut, not the database.
        EventId later = whole("door");
        for (Evidence.Item item : Evidence.event(unfinished, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        store.close();
        Files.deleteIfExists(directory.resolve("index/events.mv.db"));
        Files.copy(copy, directory.resolve("index/events.mv.db"));
        open();
        assertThat(index.find(ALL))
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.stage()).isEqualTo(StoredEvent.Stage.WHOLE));
        assertThat(index.find(later)).isPresent();
        assertThat(Files.exists(directory.resolve("index/rebuild"))).isFalse();
    }

    @Test
    void aWriteThatFailsIsMadeUpForAtTheNextStart() throws IOException {
        index.close();
        EventId event = announce("door", 1000);
        assertThat(directory.resolve("index/rebuild")).exists();
        store.close();
        open();
        assertThat(index.find(event)).isPresent();
        assertThat(directory.resolve("index/rebuild")).doesNotExist();
    }

    @Test
    void aDamagedDatabaseIsMadeAnew() throws IOException {
        EventId event = whole("door");
        stop();
        Files.write(directory.resolve("index/events.mv.db"), new byte[8192]);
        open();
        assertThat(index.find(event)).isPresent();
        assertThat(Files.size(directory.resolve("index/aside.mv.db"))).isEqualTo(8192);
    }

    @Test
    void aMarkThatThePowerCutKeptFromTheDatabaseIsMadeUpFor() throws IOException {
        EventId event = whole("door");
        stop();
        open();
        index.close();
        Path copy = directory.resolve("older");
        Files.copy(directory.resolve("index/events.mv.db"), copy);
        store.custody().mark(event, Mark.KEPT, "ana", null);
        store.custody().mark(event, Mark.NOTE, "ana", "the postman");
        store.close();
        Files.delete(directory.resolve("index/rebuild"));
        Files.copy(
                copy, directory.resolve("index/events.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        open();
        assertThat(index.find(event).orElseThrow().marks()).containsExactly(Standing.KEPT);
        assertThat(index.find(event).orElseThrow().note()).isEqualTo("the postman");
        assertThat(directory.resolve("store/changes.jsonl")).doesNotExist();
    }

    @Test
    void everyMarkFitsItsRow() throws IOException {
        EventId event = whole("door");
        for (Mark mark :
                List.of(Mark.LOST, Mark.DIFFERS, Mark.GIVEN_UP, Mark.UNCONFIRMED, Mark.KEPT)) {
            store.mark("door", event, mark, "web-node", null);
        }
        store.mark("door", event, Mark.NOTE, "ana", "ñ".repeat(2000));
        assertThat(index.find(event)).isEqualTo(store.read("door", event));
        assertThat(directory.resolve("index/rebuild")).doesNotExist();
    }

    @Test
    void aDatabaseOfANewerVersionIsMadeAnew() throws Exception {
        EventId event = whole("door");
        damage("INSERT INTO migrations (number) VALUES (99)");
        assertThat(index.find(event)).isPresent();
    }

    @Test
    void aRowThatMakesNoSenseIsNoReasonNotToStart() throws Exception {
        EventId event = announce("door", 1000);
        damage("UPDATE events SET kind = 'NONSENSE'");
        assertThat(index.find(event).orElseThrow().kind()).isEqualTo(EventKind.TAMPER);
    }

    @Test
    void anEventWhoseFilesAreDamagedIsNoReasonNotToStart() throws IOException {
        EventId event = announce("door", 1000);
        stop();
        for (String file : Evidence.tree(directory.resolve("store/cameras"))) {
            Files.writeString(directory.resolve("store/cameras").resolve(file), "{");
        }
        open();
        assertThat(index.find(event)).isPresent();
    }

    private void damage(String sql) throws Exception {
        stop();
        String url = "jdbc:h2:file:" + directory.resolve("index/events").toAbsolutePath();
        try (Connection database = DriverManager.getConnection(url, "sa", "");
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
        open();
    }

    @Test
    void theIndexOfAnotherStoreIsMadeAnew() throws IOException {
        whole("door");
        whole("door");
        stop();
        try (var walk = Files.walk(directory.resolve("store"))) {
            for (Path path : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
        open();
        assertThat(index.find(ALL)).isEmpty();
    }

    private static EventQuery page(
            @Nullable Set<String> cameras, @Nullable HistoryPlace before, int limit) {
        return new EventQuery(
                new EventFilter(cameras, Set.of(), null, null, EventFilter.Shelf.LISTED, null),
                before,
                limit);
    }

    private List<EventId> ids(EventQuery query) {
        return index.find(query).stream().map(StoredEvent::id).toList();
    }

    private void removeIndex() throws IOException {
        for (String file : Evidence.tree(directory.resolve("index"))) {
            Files.delete(directory.resolve("index").resolve(file));
        }
    }
}
