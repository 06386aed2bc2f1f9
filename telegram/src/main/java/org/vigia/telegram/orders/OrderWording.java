package org.vigia.telegram.orders;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vigia.shared.link.CameraStatus;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.text.Language;

/// How things stand and what has happened, in words.
///
/// @param clock for the dates in captions
/// @param zone whose time is shown
record OrderWording(Clock clock, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final Duration A_DAY = Duration.ofDays(1);

    String alarm(Phrases in, Situation now) {
        return in.say("state." + small(now.status().alarm()), now.camera());
    }

    String siren(Phrases in, Situation now) {
        return in.say(now.status().siren() ? "siren.on" : "siren.off", now.camera());
    }

    String pan(Phrases in, Situation now) {
        return in.say("pan", now.camera(), where(in, now.status()));
    }

    private static String where(Phrases in, CameraStatus camera) {
        int degrees = camera.panDegrees();
        return degrees == 0
                ? in.say("pan.ahead")
                : in.say(degrees < 0 ? "pan.left" : "pan.right", Math.abs(degrees));
    }

    String snooze(Phrases in, Duration left) {
        return left.isZero() ? in.say("snooze.off") : in.say("snooze.on", length(left));
    }

    String caption(Phrases in, Situation now) {
        return in.say("caption", now.camera(), TIME.format(clock.instant().atZone(zone)));
    }

    String status(Phrases in, Situation now, Duration snoozed) {
        CameraStatus camera = now.status();
        List<String> lines = new ArrayList<>();
        lines.add(alarm(in, now));
        if (camera.incident()) {
            lines.add(in.say("status.incident"));
        }
        String fault = camera.videoFault();
        lines.add(
                fault == null
                        ? in.say("status.picture.ok")
                        : in.say("status.picture.fault", fault));
        lines.add(in.say("status.sensor." + sensor(camera)));
        lines.add(in.say(camera.siren() ? "status.siren.on" : "status.siren.off"));
        lines.add(in.say("status.pan", where(in, camera)));
        lines.add(in.say(now.linked() ? "status.link.yes" : "status.link.no"));
        lines.add(in.say("status.waiting", camera.undelivered()));
        lines.add(
                now.freeBytes() < 0
                        ? in.say("status.disk.unknown")
                        : in.say("status.disk", size(in, now.freeBytes())));
        if (snoozed.isPositive()) {
            lines.add(in.say("status.snooze", length(snoozed)));
        }
        return String.join("\n", lines);
    }

    String log(Phrases in, List<Happening> happenings) {
        if (happenings.isEmpty()) {
            return in.say("log.empty");
        }
        List<String> lines = new ArrayList<>();
        for (Happening h : happenings) {
            boolean old = Duration.between(h.at(), clock.instant()).abs().compareTo(A_DAY) > 0;
            String time = (old ? DATED : TIME).format(h.at().atZone(zone));
            lines.add(time + " " + what(in, h.what()));
        }
        return String.join("\n", lines);
    }

    private static String what(Phrases in, Happening.What what) {
        return switch (what) {
            case Happening.What.Ordered(String name, Verb verb) ->
                    in.say("log.ordered", name, verb.word());
            case Happening.What.Remarked(String name, Remark remark) ->
                    in.say("log.remark." + small(remark), name);
            case Happening.What.OrderedBySite(Verb verb) -> in.say("log.site", verb.word());
            case Happening.What.Invited() -> in.say("log.invited");
            case Happening.What.SelfTested() -> in.say("log.self-tested");
            case Happening.What.AlarmIs(var mode) -> in.say("log.alarm." + small(mode));
            case Happening.What.Incident(var kind) -> in.say("log.incident." + small(kind));
            case Happening.What.Fault(var part, boolean over) ->
                    in.say((over ? "log.mended." : "log.fault.") + small(part));
        };
    }

    String help(Phrases in, Role role, boolean group) {
        List<String> lines = new ArrayList<>();
        lines.add(in.say("help.head"));
        for (Verb verb : Verb.values()) {
            boolean groups = verb == Verb.START || verb == Verb.STOP;
            boolean may = groups ? group && role == Role.OWNER : verb.isFor(role);
            if (may) {
                lines.add("/%s – %s".formatted(verb.word(), in.say("menu." + verb.word())));
            }
        }
        return String.join("\n", lines);
    }

    static String usage(Phrases in, Verb verb) {
        String key = "usage." + verb.word();
        return in.keys().contains(key) ? in.say(key) : in.say("usage.other", verb.word());
    }

    static List<Bot.Command> menu(Language language) {
        Phrases in = Phrases.in(language);
        List<Bot.Command> commands = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            commands.add(new Bot.Command(verb.word(), in.say("menu." + verb.word())));
        }
        return commands;
    }

    private static String sensor(CameraStatus camera) {
        if (camera.sensorFault()) {
            return "fault";
        }
        return camera.warmingUp() ? "warm" : "ok";
    }

    private static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// In units that are written the same in all our languages, minutes rounded up.
    static String length(Duration time) {
        long minutes = time.plusSeconds(59).toMinutes();
        if (minutes < 60) {
            return minutes + " min";
        }
        return minutes % 60 == 0
                ? minutes / 60 + " h"
                : "%d h %d min".formatted(minutes / 60, minutes % 60);
    }

    static String size(Phrases in, long bytes) {
        return bytes < 1_000_000_000
                ? bytes / 1_000_000 + " MB"
                : String.format(in.locale(), "%.1f GB", bytes / 1e9);
    }
}
