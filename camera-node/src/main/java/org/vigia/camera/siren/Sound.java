package org.vigia.camera.siren;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.vigia.camera.alarm.ChirpKind;

/// What the buzzer does, as a value. Times are monotonic nanoseconds.
///
/// @param changes when the line changes next and after, in order; it is high before every first,
///   third and so on of those that are left counted from the end
/// @param wailing whether that is the siren and no chirp
record Sound(boolean high, boolean wailing, List<Long> changes) {
    static Sound quiet() {
        return new Sound(false, false, List.of());
    }

    /// The siren, from now and for at most `longest`; anew where it sounds already.
    static Sound siren(Duration longest, long now) {
        return new Sound(true, true, List.of(now + longest.toNanos()));
    }

    /// A chirp, in the place of one that still sounds; the siren is louder and goes on.
    Sound chirp(ChirpKind kind, long now) {
        if (wailing) {
            return this;
        }
        List<Integer> millis =
                switch (kind) {
                    case ARM -> List.of(80);
                    case DISARM -> List.of(80, 120, 80);
                    case ERROR -> List.of(500);
                };
        long at = now;
        var times = new java.util.ArrayList<Long>();
        for (int length : millis) {
            at += Duration.ofMillis(length).toNanos();
            times.add(at);
        }
        return new Sound(true, false, List.copyOf(times));
    }

    Sound passTime(long now) {
        Sound sound = this;
        while (!sound.changes.isEmpty() && sound.changes.getFirst() - now <= 0) {
            List<Long> rest = sound.changes.subList(1, sound.changes.size());
            sound = new Sound(!sound.high, sound.wailing && !rest.isEmpty(), List.copyOf(rest));
        }
        return sound;
    }

    OptionalLong deadline() {
        return changes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(changes.getFirst());
    }
}
