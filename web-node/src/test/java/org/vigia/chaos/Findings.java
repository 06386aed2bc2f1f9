package org.vigia.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EvidenceName;

/// What must hold when all is calm again, looked at from outside.
final class Findings {
    private static final Duration SLACK = Duration.ofMillis(1500);
    private static final Duration COMPARING = Duration.ofSeconds(90);
    private static final Pattern RECORDED = Pattern.compile("event (\\S{36}): \\w+ recorded");

    private final Stage stage;
    private final List<String> wrong = new ArrayList<>();
    private final List<JsonNode> events = new ArrayList<>();

    Findings(Stage stage) {
        this.stage = stage;
    }

    /// What does not hold, a sentence each.
    List<String> look(String cameraLogs) throws IOException, InterruptedException {
        events.addAll(stage.pair().client().history());
        everyEventIsThereOnceAndWhole(cameraLogs);
        everyMotionIsFilmed();
        everyFileIsWhatItsNameSays(stage.pair().data().resolve("web/store/cameras"));
        nothingIsLeftLyingAbout();
        noStreamOutlivesItsEvent();
        String verified = stage.pair().verify();
        if (!verified.isEmpty()) {
            wrong.add("vigia-web verify: " + verified);
        }
        return wrong;
    }

    int events() {
        return events.size();
    }

    private void everyEventIsThereOnceAndWhole(String cameraLogs) {
        Set<String> ids = new HashSet<>();
        for (JsonNode event : events) {
            String id = event.path("id").asText();
            if (!ids.add(id)) {
                wrong.add("event %s is shown twice".formatted(id));
            }
            long started = Instant.parse(event.path("started").asText()).toEpochMilli();
            if (isTheCameras(event)
                    && !event.path("stage").asText().equals("whole")
                    && !stage.wasDiskless(started)) {
                wrong.add("event %s is %s".formatted(id, event.path("stage").asText()));
            }
            // What a full disk has left out of the clip has been streamed all the same.
            String marks = event.path("marks").toString();
            if ((marks.contains("differs") || marks.contains("shorter"))
                    && !stage.wasDiskless(started)) {
                wrong.add("event %s is not what was streamed: %s".formatted(id, marks));
            }
        }
        RECORDED.matcher(cameraLogs)
                .results()
                .map(m -> m.group(1))
                .distinct()
                .filter(id -> !ids.contains(id))
                .forEach(id -> wrong.add("event %s was recorded and never came".formatted(id)));
    }

    private static boolean isTheCameras(JsonNode event) {
        return !Set.of("camera-lost", "room-ran-out").contains(event.path("kind").asText());
    }

    private void everyMotionIsFilmed() {
        for (long shot : stage.shots()) {
            if (events.stream().noneMatch(event -> shows(event, shot))) {
                wrong.add("motion at %s is in no event".formatted(Instant.ofEpochMilli(shot)));
            }
        }
    }

    /// Whether an event's film runs at that moment; an event without film shows its beginning.
    private static boolean shows(JsonNode event, long millis) {
        if (!isTheCameras(event)) {
            return false;
        }
        long started = Instant.parse(event.path("started").asText()).toEpochMilli();
        long filmed =
                Math.max(
                        0,
                        event.path("clipMillis").asLong() - event.path("preRollMillis").asLong());
        return millis >= started - SLACK.toMillis()
                && millis <= started + filmed + SLACK.toMillis();
    }

    private void everyFileIsWhatItsNameSays(Path cameras) throws IOException {
        try (var walk = Files.walk(cameras)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                var evidence = EvidenceName.parse(name);
                if (evidence.isPresent() && !Sha256.of(file).equals(evidence.get().sha256())) {
                    wrong.add(file + " is not what its name says");
                }
                if (name.startsWith(".") || name.endsWith(".part") || name.startsWith("damaged")) {
                    wrong.add(file + " is left over");
                }
            }
        }
    }

    /// Comparisons are made after the event has become whole; what is not whole keeps its stream.
    private void noStreamOutlivesItsEvent() throws IOException, InterruptedException {
        List<Path> left = streamsOfWholeEvents();
        for (int looks = 0; looks < COMPARING.toSeconds() && !left.isEmpty(); looks++) {
            stage.rest(Duration.ofSeconds(1));
            left = streamsOfWholeEvents();
        }
        left.forEach(f -> wrong.add(f + " is left over"));
    }

    private List<Path> streamsOfWholeEvents() throws IOException {
        Set<String> whole = new HashSet<>();
        events.stream()
                .filter(e -> e.path("stage").asText().equals("whole"))
                .forEach(e -> whole.add(e.path("id").asText()));
        Path streams = stage.pair().data().resolve("web/store/streams");
        if (!Files.isDirectory(streams)) {
            return List.of();
        }
        try (var walk = Files.walk(streams)) {
            return walk.filter(Files::isRegularFile)
                    .filter(f -> whole.contains(f.getFileName().toString().split("\\.", -1)[0]))
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException(streams + ": " + e.getMessage(), e);
        }
    }

    private void nothingIsLeftLyingAbout() throws IOException {
        Path data = stage.pair().data();
        for (String folder :
                List.of(
                        "camera/spool/open",
                        "camera/spool/sealed",
                        "camera/spool/quarantine",
                        "camera/spool/forgotten",
                        "web/store/incoming")) {
            Path path = data.resolve(folder);
            if (!Files.isDirectory(path)) {
                continue;
            }
            try (var walk = Files.walk(path)) {
                walk.filter(Files::isRegularFile).forEach(f -> wrong.add(f + " is left over"));
            }
        }
        stage.orphans().stream()
                .filter(ProcessHandle::isAlive)
                .forEach(
                        p -> wrong.add("process %d is left over: %s".formatted(p.pid(), p.info())));
    }
}
