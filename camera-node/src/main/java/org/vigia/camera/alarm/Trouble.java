package org.vigia.camera.alarm;

/// What is wrong with the appliance itself. Alerted, and never a reason for the siren.
public enum Trouble {
    LINK_LOST(AlertKind.LINK_LOST),
    CLOCK_UNSURE(AlertKind.CLOCK_UNSURE),
    /// The motion sensor's line is stuck.
    SENSOR_FAULT(AlertKind.SENSOR_FAULT);

    private final AlertKind alert;

    Trouble(AlertKind alert) {
        this.alert = alert;
    }

    AlertKind alert() {
        return alert;
    }
}
