package org.vigia.shared.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {
    private static final EventId EVENT = new EventId("01900000-0000-7000-8000-000000000001");
    private static final String HASH = "0".repeat(64);
    private static final String FILM = EVENT + ".streamed." + HASH + ".mp4";

    private static final Receipt RECEIPT =
            new Receipt(Receipt.FORMAT, EVENT, "door", HASH, 5, 1, null);
    private static final Witness WITNESS =
            new Witness(
                    Witness.FORMAT,
                    EVENT,
                    EVENT,
                    "door",
                    EventKind.CAMERA_LOST,
                    3,
                    5,
                    "silent",
                    0,
                    List.of(new Witness.Entry(FILM, 9)),
                    2,
                    HASH);
    private static final Tombstone TOMBSTONE =
            new Tombstone(
                    Tombstone.FORMAT,
                    EVENT,
                    "door",
                    null,
                    List.of(FILM),
                    "age",
                    "retention",
                    5,
                    3,
                    HASH);

    @Test
    void eachKindComesBackAsItWas() throws IOException {
        for (Statement statement : List.of(RECEIPT, WITNESS, TOMBSTONE)) {
            assertThat(Statement.parse(statement.bytes())).isEqualTo(statement);
        }
        assertThat(new String(TOMBSTONE.bytes(), StandardCharsets.UTF_8))
                .startsWith("{\"format\":\"vigia-tombstone/1\",\"event\":");
    }

    @Test
    void noOtherStatementPassesForAReceipt() {
        for (Statement statement : List.of(WITNESS, TOMBSTONE)) {
            assertThatThrownBy(() -> Receipt.parse(statement.bytes()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("not a Receipt: ");
        }
    }

    @Test
    void whatIsNoStatementIsRefusedInWords() {
        for (String text :
                List.of(
                        "{}",
                        "{\"format\":\"vigia-receipt/2\"}",
                        "{\"format\":\"vigia-receipt/1\"}",
                        "[]")) {
            assertThatThrownBy(() -> Statement.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("not a Statement: ");
        }
    }

    @Test
    void onlyTheFirstHasNoPredecessor() {
        assertThatThrownBy(() -> new Receipt(Receipt.FORMAT, EVENT, "door", HASH, 5, 2, null))
                .hasMessage("not a receipt of format vigia-receipt/1");
        assertThatThrownBy(() ->
                        new Tombstone(
                                Tombstone.FORMAT,
                                EVENT,
                                "door",
                                null,
                                List.of("../x"),
                                "age",
                                "retention",
                                5,
                                1,
                                null))
                .hasMessage("not a tombstone of format vigia-tombstone/1");
    }

    @Test
    void aManifestDoesNotNameAStreamedFilm() {
        assertThatThrownBy(() -> new Manifest.Entry(FILM, 9))
                .hasMessage("a streamed film is none of the camera's files");
    }
}
