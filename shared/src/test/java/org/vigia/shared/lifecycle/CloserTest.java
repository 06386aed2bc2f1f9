package org.vigia.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    private AutoCloseable stubborn(String name) {
        return () -> {
            closed.add(name);
            throw new IOException(name + " is stuck");
        };
    }

    @Test
    void closesInReverseOrderAndOnlyOnce() throws Exception {
        Closer closer = new Closer();
        closer.add(part("first"));
        closer.add(part("second"));
        closer.close();
        closer.close();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closesTheRestAfterAFailureAndReportsEveryFailure() {
        Closer closer = new Closer();
        closer.add(stubborn("a"));
        closer.add(part("b"));
        closer.add(stubborn("c"));
        assertThatThrownBy(closer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("c is stuck")
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("a is stuck"));
        assertThat(closed).containsExactly("c", "b", "a");
    }
}
