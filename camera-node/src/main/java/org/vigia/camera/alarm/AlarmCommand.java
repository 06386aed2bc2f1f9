package org.vigia.camera.alarm;

/// What the alarm wants done, in order.
public sealed interface AlarmCommand {
    /// Why an incident ended.
    enum End {
        /// Nothing has moved for the length of the tail.
        QUIET,
        DISARMED,
        /// Something graver begins an incident of its own.
        OVERTAKEN,
        /// The node is being stopped.
        STOPPED
    }

    /// Record and send from now on, and what was filmed just before. Never while one lasts.
    record BeginIncident(IncidentKind kind) implements AlarmCommand {}

    /// The incident is over. Exactly one for each [BeginIncident].
    record EndIncident(End end) implements AlarmCommand {}

    /// What was noticed while an incident lasts: an event of its own with a picture, since the film
    /// is the incident's.
    record Note(IncidentKind kind) implements AlarmCommand {}

    /// Also sent while it sounds: its time starts anew.
    record SirenOn() implements AlarmCommand {}

    record SirenOff() implements AlarmCommand {}

    record Chirp(ChirpKind kind) implements AlarmCommand {}

    /// Tell the owner.
    record Alert(AlertKind kind) implements AlarmCommand {}
}
