package org.vigia.camera.alarm;

/// Why an incident is one, from the faintest reason to the gravest.
public enum IncidentKind {
    WARM_UP_MOTION(AlertKind.WARM_UP_MOTION),
    MOTION(AlertKind.MOTION),
    TAMPER(AlertKind.TAMPER),
    PANIC(AlertKind.PANIC);

    private final AlertKind alert;

    IncidentKind(AlertKind alert) {
        this.alert = alert;
    }

    AlertKind alert() {
        return alert;
    }

    boolean graverThan(IncidentKind other) {
        return compareTo(other) > 0;
    }
}
