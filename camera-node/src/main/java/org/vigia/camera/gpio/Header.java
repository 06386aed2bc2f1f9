package org.vigia.camera.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines of the 40-pin header, each requested at most once. Pins are BCM numbers. A part's name
/// is what `gpioinfo` shows as the line's consumer.
interface Header extends AutoCloseable {
    /// An input with pull-down whose edges are heard.
    interface Input {
        /// Whether it is high now.
        ///
        /// @throws IOException when the line cannot be read
        boolean high() throws IOException;

        /// Who hears the level after each edge, on one thread of the header; null for nobody.
        void hear(@Nullable Hearer hearer);

        /// Lets go of the line and requests it anew; who hears it goes on hearing it.
        ///
        /// @throws IOException when the line cannot be had, in words
        void reopen() throws IOException;
    }

    /// Hears levels.
    interface Hearer {
        void level(boolean high);
    }

    /// An output.
    interface Output {
        /// Drives it high or low.
        ///
        /// @throws IOException when the line cannot be driven
        void drive(boolean high) throws IOException;
    }

    /// An input with pull-up whose edges are fetched, with the kernel's times.
    interface Edges {
        /// The next edge; empty when none comes in time. One thread.
        ///
        /// @throws IOException when the line cannot be read
        Optional<Edge> await(Duration limit) throws IOException;

        /// Lets go of the line and requests it anew. The same thread.
        ///
        /// @throws IOException when the line cannot be had, in words
        void reopen() throws IOException;
    }

    /// An edge.
    ///
    /// @param rising whether the line is high after it
    /// @param nanos of the kernel's monotonic clock
    record Edge(boolean rising, long nanos) {}

    /// Requests an input.
    ///
    /// @throws IOException when the line cannot be had, in words
    Input input(String part, int pin) throws IOException;

    /// Low from the moment it is requested.
    ///
    /// @throws IOException when the line cannot be had, in words
    Output output(String part, int pin) throws IOException;

    /// Requests an input for its edges.
    ///
    /// @throws IOException when the line cannot be had, in words
    Edges edges(String part, int pin) throws IOException;

    /// Drives the outputs low and releases every line; nobody is called once it has returned, and
    /// nobody may be in [Edges#await]. Idempotent.
    @Override
    void close();
}
