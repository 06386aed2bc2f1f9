package org.vigia.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgesTest {
    private static final long SECOND = 1_000_000_000;

    private final Edges edges = new Edges();

    /// Three edges, 10 s apart, by both clocks.
    @BeforeEach
    void see() {
        for (int i = 0; i < 3; i++) {
            edges.add(10_000L * i, 10 * SECOND * i);
        }
    }

    private static String event(String id, long startedMillis, String stage) {
        return "{\"id\":\"%s\",\"started\":\"%s\",\"stage\":\"%s\"}"
                .formatted(id, Instant.ofEpochMilli(startedMillis), stage);
    }

    private void look(long second, String... events) throws Exception {
        edges.look(
                new ObjectMapper().readTree("[" + String.join(",", events) + "]"), second * SECOND);
    }

    @Test
    void aClockThatIsOffByLittleChangesNothing() throws Exception {
        look(3, event("a", 20, "whole"));
        look(13, event("b", 9_980, "whole"));
        assertThat(edges.whole()).containsExactly(3, 3);
    }

    @Test
    void anEventThatIsLostShiftsNoOther() throws Exception {
        look(22, event("c", 20_001, "whole"), event("a", 1, "whole"));
        assertThat(edges.whole()).containsExactly(22, 2);
        assertThat(edges.count()).isEqualTo(3);
    }

    @Test
    void anEventThatNobodyCausedShiftsNoOther() throws Exception {
        look(1, event("a", 1, "whole"));
        look(14, event("b", 10_001, "announced"), event("a", 1, "whole"));
        look(15, event("extra", 13_000, "whole"), event("b", 10_001, "announced"));
        look(16, event("extra", 13_000, "whole"), event("b", 10_001, "whole"));
        look(23, event("c", 20_000, "whole"), event("extra", 13_000, "whole"));
        assertThat(edges.told()).containsExactly(1, 4, 3);
        assertThat(edges.whole()).containsExactly(1, 6, 3);
    }

    @Test
    void anEventThatBeganBeforeAllEdgesIsNobodys() throws Exception {
        look(1, event("boot", -1000, "whole"));
        assertThat(edges.told()).isEmpty();
    }
}
