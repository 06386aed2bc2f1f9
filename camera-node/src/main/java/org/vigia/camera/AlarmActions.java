package org.vigia.camera;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.AlarmCommand;
import org.vigia.camera.alarm.AlarmListener;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.camera.recorder.Recorder;
import org.vigia.camera.siren.Siren;
import org.vigia.camera.watch.Watch;
import org.vigia.shared.event.EventKind;

/// What the alarm wants, handed to those who do it.
final class AlarmActions implements AlarmListener {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmActions.class);

    private final Recorder recorder;
    private final Siren siren;

    AlarmActions(Recorder recorder, Siren siren) {
        this.recorder = recorder;
        this.siren = siren;
    }

    @Override
    public void onCommand(AlarmCommand command) {
        switch (command) {
            case AlarmCommand.BeginIncident(IncidentKind kind) ->
                    recorder.begin(eventKind(kind), Watch.sureAfter(kind));
            case AlarmCommand.Note(IncidentKind kind) -> recorder.note(eventKind(kind));
            case AlarmCommand.EndIncident _ -> recorder.end();
            case AlarmCommand.SirenOn _ -> siren.on();
            case AlarmCommand.SirenOff _ -> siren.off();
            case AlarmCommand.Chirp chirp -> siren.chirp(chirp.kind());
            case AlarmCommand.Alert(AlertKind kind) -> alert(kind);
        }
    }

    /// Under duress nothing may be seen or heard of it here: Pi #B is told by an event.
    private void alert(AlertKind kind) {
        LOG.warn("alert: {}", kind);
        if (kind == AlertKind.DURESS) {
            recorder.note(EventKind.DURESS);
        }
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
