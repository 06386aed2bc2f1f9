package org.vigia.camera;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.AlarmPhase;
import org.vigia.camera.alarm.AlarmState;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.camera.alarm.Trouble;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.telegram.orders.Happening;
import org.vigia.telegram.orders.Remark;
import org.vigia.telegram.orders.Verb;

/// The last things that happened, in memory. What is written here may be read by whoever holds a
/// phone: disarming under duress looks like any other. Safe for several threads.
final class Diary {
    private static final int KEPT = 50;

    private final Clock clock;
    private final Deque<Happening> happenings = new ArrayDeque<>();
    private final Set<Happening.Part> faulty = EnumSet.noneOf(Happening.Part.class);
    private @Nullable AlarmMode mode;
    private @Nullable IncidentKind incident;

    /// @param clock labels what happens
    Diary(Clock clock) {
        this.clock = clock;
    }

    /// The alarm is in this state now.
    synchronized void alarm(AlarmState state) {
        AlarmMode now = mode(state.phase());
        if (now != mode) {
            mode = now;
            note(new Happening.What.AlarmIs(now));
        }
        AlarmState.Incident lasting = state.incident();
        IncidentKind kind = lasting == null ? null : lasting.kind();
        if (kind != null && kind != incident) {
            note(new Happening.What.Incident(AlarmActions.eventKind(kind)));
        }
        incident = kind;
        fault(Happening.Part.SENSOR, state.troubles().contains(Trouble.SENSOR_FAULT));
        fault(Happening.Part.CLOCK, state.troubles().contains(Trouble.CLOCK_UNSURE));
        fault(Happening.Part.LINK, state.troubles().contains(Trouble.LINK_LOST));
    }

    /// A part fails now, or does not.
    synchronized void fault(Happening.Part part, boolean now) {
        if (now ? faulty.add(part) : faulty.remove(part)) {
            note(new Happening.What.Fault(part, !now));
        }
    }

    /// Somebody gave an order through Telegram.
    synchronized void ordered(String name, Verb verb) {
        note(new Happening.What.Ordered(name, verb));
    }

    /// Somebody said through Telegram what an event is worth.
    synchronized void remarked(String name, Remark remark) {
        note(new Happening.What.Remarked(name, remark));
    }

    /// The site gave an order.
    synchronized void ordered(CameraCommand command) {
        note(
                switch (command) {
                    case CameraCommand.Arm _ -> new Happening.What.OrderedBySite(Verb.ARM);
                    case CameraCommand.Disarm _ -> new Happening.What.OrderedBySite(Verb.DISARM);
                    case CameraCommand.Snapshot _ -> new Happening.What.OrderedBySite(Verb.PHOTO);
                    case CameraCommand.Siren _ -> new Happening.What.OrderedBySite(Verb.SIREN);
                    case CameraCommand.Pan _ -> new Happening.What.OrderedBySite(Verb.PAN);
                    case CameraCommand.Invite _ -> new Happening.What.Invited();
                    case CameraCommand.SelfTest _ -> new Happening.What.SelfTested();
                });
    }

    /// The last `most` of them, oldest first.
    synchronized List<Happening> last(int most) {
        return happenings.stream().skip(Math.max(0, happenings.size() - most)).toList();
    }

    private void note(Happening.What what) {
        happenings.addLast(new Happening(clock.instant(), what));
        if (happenings.size() > KEPT) {
            happenings.removeFirst();
        }
    }

    private static AlarmMode mode(AlarmPhase phase) {
        return AlarmMode.valueOf(phase.label().toUpperCase(Locale.ROOT));
    }
}
