package org.vigia.camera;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.AlarmCommand;
import org.vigia.camera.alarm.AlarmListener;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.camera.recorder.Recorder;
import org.vigia.camera.siren.Siren;
import org.vigia.camera.telegram.Alerts;
import org.vigia.camera.watch.Watch;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;

/// What the alarm wants, handed to those who do it.
final class AlarmActions implements AlarmListener {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmActions.class);

    private final Recorder recorder;
    private final Siren siren;
    private final Alerts alerts;
    private @Nullable EventId incident;
    private @Nullable EventId noted;

    AlarmActions(Recorder recorder, Siren siren, Alerts alerts) {
        this.recorder = recorder;
        this.siren = siren;
        this.alerts = alerts;
    }

    @Override
    public void onCommand(AlarmCommand command) {
        switch (command) {
            case AlarmCommand.BeginIncident(IncidentKind kind) ->
                    incident = recorder.begin(eventKind(kind), Watch.sureAfter(kind));
            case AlarmCommand.Note(IncidentKind kind) -> noted = recorder.note(eventKind(kind));
            case AlarmCommand.EndIncident _ -> end();
            case AlarmCommand.SirenOn _ -> siren.on();
            case AlarmCommand.SirenOff _ -> siren.off();
            case AlarmCommand.Chirp chirp -> siren.chirp(chirp.kind());
            case AlarmCommand.Alert(AlertKind kind) -> alert(kind);
        }
    }

    private void end() {
        recorder.end();
        EventId ended = incident;
        if (ended != null) {
            alerts.ended(ended);
        }
        incident = null;
    }

    /// Under duress nothing may be seen or heard of it here: Pi #B is told by an event.
    private void alert(AlertKind kind) {
        LOG.warn("alert: {}", kind);
        EventId seen = kind == AlertKind.DURESS ? recorder.note(EventKind.DURESS) : noted;
        noted = null;
        if (seen == null) {
            alerts.alert(kind, isOfIncident(kind) ? incident : null);
        } else {
            alerts.alert(kind, seen);
            // It is one event, and has no film that would have to end.
            alerts.ended(seen);
        }
    }

    private static boolean isOfIncident(AlertKind kind) {
        return switch (kind) {
            case CLOCK_JUMPED,
                    PICTURE_FROZEN,
                    CAMERA_MOVED,
                    LENS_COVERED,
                    WARM_UP_MOTION,
                    MOTION,
                    TAMPER,
                    PANIC ->
                    true;
            case DURESS, LINK_LOST, CLOCK_UNSURE, SENSOR_FAULT, PIN_LOCKED, RESTARTED, STATE_LOST ->
                    false;
        };
    }

    static EventKind eventKind(IncidentKind kind) {
        return switch (kind) {
            case CLOCK_JUMPED -> EventKind.CLOCK_JUMPED;
            case PICTURE_FROZEN -> EventKind.PICTURE_FROZEN;
            case CAMERA_MOVED -> EventKind.CAMERA_MOVED;
            case LENS_COVERED -> EventKind.LENS_COVERED;
            case MOTION, WARM_UP_MOTION -> EventKind.MOTION;
            case PANIC -> EventKind.PANIC;
            case TAMPER -> EventKind.TAMPER;
        };
    }
}
