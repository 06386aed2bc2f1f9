package org.vigia.web.http;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.json.Json;
import org.vigia.web.event.HistoryPlace;

/// The parameters of a query, or words on what they must be.
final class Questions {
    private static final int MAX_CAMERAS = 64;

    private Questions() {}

    /// The cameras that are asked for, as far as the session's reach goes; null for all there are.
    static @Nullable Set<String> cameras(Context ctx, Session session) {
        Set<String> asked = new HashSet<>();
        for (String text : ctx.queryParams("camera")) {
            String name = CameraRoutes.nameOrNull(text);
            if (name != null) {
                asked.add(name);
            }
        }
        if (asked.size() > MAX_CAMERAS) {
            throw Problem.badRequest("camera: at most %d.".formatted(MAX_CAMERAS));
        }
        Set<String> reach = session.reach().cameras();
        if (reach != null && asked.isEmpty()) {
            return reach;
        }
        asked.removeIf(name -> !session.reach().sees(name));
        return asked.isEmpty() && ctx.queryParams("camera").stream().allMatch(String::isEmpty)
                ? null
                : asked;
    }

    static Set<EventKind> kinds(Context ctx) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String text : ctx.queryParams("kind")) {
            if (!text.isEmpty()) {
                kinds.add(kind(text));
            }
        }
        return kinds;
    }

    private static EventKind kind(String text) {
        for (EventKind kind : EventKind.values()) {
            if (Json.text(kind).equals("\"" + text + "\"")) {
                return kind;
            }
        }
        throw Problem.badRequest("kind: not a kind of event.");
    }

    static boolean flag(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty() || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw Problem.badRequest(name + ": must be true or false.");
    }

    static @Nullable Long moment(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            // A plus sign that was not encoded arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.badRequest(
                    name + ": must be a time as in 2026-05-01T00:00:00Z (RFC 3339).");
        }
    }

    /// A day between 1970 and 2200, which must be there.
    static LocalDate day(Context ctx, String name) {
        String text = ctx.queryParam(name);
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text);
            if (day.getYear() >= 1970 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeException e) {
            // Answered below, like a day of fantasy.
        }
        throw Problem.badRequest(name + ": must be a day as in 2026-05-01.");
    }

    static @Nullable HistoryPlace place(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        return HistoryPlace.parse(text)
                .orElseThrow(() ->
                        Problem.badRequest(name + ": must be the next of an earlier answer."));
    }

    static int number(Context ctx, String name, int min, int max, int otherwise) {
        List<String> given = ctx.queryParams(name);
        String text = given.isEmpty() ? "" : given.getFirst();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw Problem.badRequest(
                "%s: must be a number between %d and %d.".formatted(name, min, max));
    }
}
