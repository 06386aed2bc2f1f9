ALTER TABLE events ADD COLUMN shown_millis BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE events ADD COLUMN shelf TINYINT DEFAULT 0 NOT NULL;
ALTER TABLE events ALTER COLUMN marks VARCHAR(120) DEFAULT '' NOT NULL;
UPDATE events SET time_certain = FALSE WHERE started_millis > arrived_millis + 300000;
UPDATE events SET shown_millis = CASE WHEN time_certain THEN started_millis ELSE arrived_millis END,
    shelf = CASE WHEN marks LIKE '%KEPT%' THEN 1 ELSE 0 END;
DROP INDEX events_by_start;
CREATE INDEX history ON events (shelf, shown_millis DESC, arrival DESC);
CREATE INDEX history_of_camera ON events (camera, shelf, shown_millis DESC, arrival DESC);
CREATE INDEX history_of_kind ON events (camera, kind, shelf, shown_millis DESC, arrival DESC);
CREATE TABLE days (
    number INT NOT NULL,
    camera VARCHAR(32) NOT NULL,
    events BIGINT NOT NULL,
    first_arrival BIGINT NOT NULL,
    last_arrival BIGINT NOT NULL,
    PRIMARY KEY (number, camera)
);
CREATE TABLE days_zone (zone VARCHAR(80) NOT NULL);
