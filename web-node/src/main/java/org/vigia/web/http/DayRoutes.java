package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventKind;
import org.vigia.web.account.Right;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Cameras;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Span;
import org.vigia.web.event.Standing;

/// The history by days, and a day as a line.
final class DayRoutes {
    private static final int MAX_DAYS = 400;
    private static final int MAX_SPANS = 3000;

    private final SiteHistory history;
    private final Cameras cameras;
    private final ZoneId zone;

    private record DayList(List<Day> days) {}

    private record Day(String day, long events, long unseen) {}

    private record Timeline(
            String day, String from, String to, boolean truncated, List<Line> cameras) {}

    private record Line(
            String camera, List<EventSpan> spans, List<Offline> offline, List<Gap> gaps) {}

    private record EventSpan(String event, EventKind kind, String from, String to) {}

    private record Offline(String from, String to, boolean node) {}

    private record Gap(String from, String to, String reason) {}

    /// @param zone whose days they are
    DayRoutes(SiteHistory history, Cameras cameras, ZoneId zone) {
        this.history = history;
        this.cameras = cameras;
        this.zone = zone;
    }

    void register(RouteTable routes) {
        routes.get(Right.LOOK, "/api/v1/days", this::days);
        routes.get(Right.LOOK, "/api/v1/timeline", this::timeline);
    }

    private void days(Context ctx, Session session) throws IOException {
        LocalDate from = Questions.day(ctx, "from");
        LocalDate to = Questions.day(ctx, "to");
        if (ChronoUnit.DAYS.between(from, to) > MAX_DAYS) {
            throw Problem.badRequest("from, to: at most %d days.".formatted(MAX_DAYS));
        }
        Set<String> asked = Questions.cameras(ctx, session);
        Reply.json(
                ctx,
                new DayList(
                        history
                                .events()
                                .days(asked, from, to, history.seen().of(session.user()))
                                .stream()
                                .map(d -> new Day(d.day().toString(), d.events(), d.unseen()))
                                .toList()));
    }

    private void timeline(Context ctx, Session session) throws IOException {
        LocalDate day = Questions.day(ctx, "day");
        long from = day.atStartOfDay(zone).toInstant().toEpochMilli();
        long to = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        Set<String> asked = Questions.cameras(ctx, session);
        List<Span> spans = history.events().spans(asked, from, to, MAX_SPANS + 1);
        boolean truncated = spans.size() > MAX_SPANS;
        Map<String, List<Span>> byCamera = new LinkedHashMap<>();
        for (String camera : names(session, asked, spans)) {
            byCamera.put(camera, new ArrayList<>());
        }
        for (Span span : spans.subList(0, Math.min(MAX_SPANS, spans.size())).reversed()) {
            byCamera.computeIfAbsent(span.camera(), c -> new ArrayList<>()).add(span);
        }
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, List<Span>> entry : byCamera.entrySet()) {
            lines.add(line(entry.getKey(), entry.getValue(), from, to));
        }
        Reply.json(ctx, new Timeline(day.toString(), text(from), text(to), truncated, lines));
    }

    /// Whose lines are drawn: the cameras there are, and those that were.
    private Set<String> names(Session session, @Nullable Set<String> asked, List<Span> spans) {
        Set<String> names = new TreeSet<>();
        cameras.all().stream()
                .map(CameraView::name)
                .filter(session.reach()::sees)
                .filter(name -> asked == null || asked.contains(name))
                .forEach(names::add);
        spans.forEach(span -> names.add(span.camera()));
        return names;
    }

    private Line line(String camera, List<Span> spans, long from, long to) throws IOException {
        List<Gap> gaps = new ArrayList<>();
        for (Gaps.Gap gap : history.gaps().of(camera, from, to)) {
            String at = text(gap.atMillis());
            gaps.add(new Gap(at, at, gap.whole() ? "given-up" : "incomplete"));
        }
        for (Span span : spans) {
            String reason = truncation(span);
            if (reason != null) {
                gaps.add(new Gap(text(span.toMillis()), text(span.toMillis()), reason));
            }
        }
        return new Line(
                camera,
                spans.stream()
                        .map(s ->
                                new EventSpan(
                                        s.event().text(),
                                        s.kind(),
                                        text(s.fromMillis()),
                                        text(s.toMillis())))
                        .toList(),
                history.presence().offline(camera, from, to).stream()
                        .map(o -> new Offline(text(o.fromMillis()), text(o.toMillis()), o.node()))
                        .toList(),
                gaps);
    }

    /// Why a film ends before what it filmed did; null where it does not.
    private static @Nullable String truncation(Span span) {
        if (span.marks().contains(Standing.LOST)) {
            return "lost";
        }
        return span.marks().contains(Standing.SHORTER) ? "shorter" : null;
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
