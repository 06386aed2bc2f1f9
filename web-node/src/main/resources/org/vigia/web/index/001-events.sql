CREATE TABLE events (
    id CHAR(36) PRIMARY KEY,
    incident CHAR(36) NOT NULL,
    camera VARCHAR(32) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    stage VARCHAR(16) NOT NULL,
    started_millis BIGINT NOT NULL,
    time_certain BOOLEAN NOT NULL,
    arrived_millis BIGINT NOT NULL,
    arrival BIGINT NOT NULL,
    clip_millis BIGINT NOT NULL,
    pre_roll_millis BIGINT NOT NULL,
    snapshot VARCHAR(160),
    clip VARCHAR(160)
);
CREATE UNIQUE INDEX events_by_arrival ON events (arrival DESC);
CREATE INDEX events_by_camera ON events (camera, arrival DESC);
CREATE INDEX events_by_start ON events (started_millis);
CREATE INDEX events_by_stage ON events (stage);
