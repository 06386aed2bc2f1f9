package org.vigia.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What a sensor has seen, and the events that came of it. An event belongs to the last edge before
/// it began, and the first of several to an edge is its own: one that comes late, or not at all, or
/// that nobody caused, changes nothing about the others.
final class Edges {
    // What camera-node's time may be off this process's, both of the machine's clock.
    private static final long APART_MILLIS = 100;

    private final NavigableMap<Long, Edge> edges = new TreeMap<>();

    private static final class Edge {
        private final long nanos;
        private @Nullable String event;
        private double told = Double.NaN;
        private double whole = Double.NaN;

        private Edge(long nanos) {
            this.nanos = nanos;
        }
    }

    /// The sensor sees something now.
    ///
    /// @param millis the wall clock's
    /// @param nanos the pace's
    void add(long millis, long nanos) {
        edges.put(millis, new Edge(nanos));
    }

    /// Takes note of what the history answers.
    ///
    /// @param nanos the pace's, when the answer had come
    void look(JsonNode events, long nanos) {
        for (JsonNode event : events) {
            long began = Instant.parse(event.path("started").asText()).toEpochMilli();
            Map.@Nullable Entry<Long, Edge> before = edges.floorEntry(began + APART_MILLIS);
            if (before != null) {
                note(before.getValue(), event, nanos);
            }
        }
    }

    private static void note(Edge edge, JsonNode event, long nanos) {
        double seconds = (nanos - edge.nanos) / 1e9;
        String id = event.path("id").asText();
        if (edge.event == null) {
            edge.event = id;
            edge.told = seconds;
        }
        boolean isWhole = event.path("stage").asText().equals("whole");
        if (edge.event.equals(id) && Double.isNaN(edge.whole) && isWhole) {
            edge.whole = seconds;
        }
    }

    int count() {
        return edges.size();
    }

    /// How long each event took until the history had it, in s; of those that it has.
    double[] told() {
        return figures(edge -> edge.told);
    }

    /// How long each event took until it was whole.
    double[] whole() {
        return figures(edge -> edge.whole);
    }

    private double[] figures(ToDoubleFunction<Edge> figure) {
        return edges.values().stream()
                .mapToDouble(figure)
                .filter(seconds -> !Double.isNaN(seconds))
                .toArray();
    }
}
