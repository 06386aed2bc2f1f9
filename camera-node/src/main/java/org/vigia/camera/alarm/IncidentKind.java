package org.vigia.camera.alarm;

/// Why an incident is one, from the faintest reason to the gravest.
public enum IncidentKind {
    /// The wall clock was set while it was thought to be right.
    CLOCK_JUMPED(AlertKind.CLOCK_JUMPED),
    /// The camera gives the same picture all the time, or none.
    PICTURE_FROZEN(AlertKind.PICTURE_FROZEN),
    /// The camera looks elsewhere.
    CAMERA_MOVED(AlertKind.CAMERA_MOVED),
    /// The camera sees nothing any more, or nothing clearly.
    LENS_COVERED(AlertKind.LENS_COVERED),
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

    /// Whether it is something the node has noticed about itself: recorded and alerted, and no
    /// reason for the siren.
    public boolean quiet() {
        return compareTo(WARM_UP_MOTION) < 0;
    }

    boolean graverThan(IncidentKind other) {
        return compareTo(other) > 0;
    }
}
