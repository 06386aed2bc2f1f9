package org.vigia.camera.board;

import java.io.IOException;

/// A line that is read.
public interface InputLine {
    /// Takes edges.
    interface Listener {
        /// One edge.
        ///
        /// @param level the level after the edge: true for high
        /// @param nanos when it happened, monotonic; never before that of the edge before
        void onEdge(boolean level, long nanos);

        /// The line cannot be watched any more, or can be again. It is tried again by itself; what
        /// happened meanwhile is lost, but once it is mended an edge tells a level that has
        /// changed.
        ///
        /// @param broken false when it works again
        /// @param nanos when that was noticed, monotonic
        default void onFault(boolean broken, long nanos) {}
    }

    /// Whether the line is high now. May run ahead of edges not delivered yet.
    ///
    /// @throws IOException when the line cannot be read
    boolean level() throws IOException;

    /// Delivers every edge from now on, whatever the level is at this moment. Two edges of the same
    /// level may follow each other where one between them was lost.
    ///
    /// @throws IllegalStateException when somebody listens already
    /// @throws IOException when the line cannot be watched
    void listen(Listener listener) throws IOException;
}
