package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// When a node's syncs were over, as its JVM has recorded them: the one witness of fsync from
/// outside who costs the node next to nothing.
///
/// @param done those of files, without their length and times (`fdatasync`), in order
record Syncs(List<Done> done) {
    /// One sync.
    record Done(String path, Instant at) {}

    /// The JVM options that record them, for each process into a file of its own.
    ///
    /// @param folder must be there
    static String[] options(Path folder) {
        return new String[] {
            "-Djfr.unsupported.vm=false",
            "-XX:StartFlightRecording:settings=none,+jdk.FileForce#enabled=true,"
                    + "+jdk.FileForce#threshold=0ms,filename="
                    + folder.resolve("%p.jfr")
        };
    }

    /// Reads what a process has left when it ended.
    static Syncs read(Path folder, long pid) throws IOException {
        List<Done> done = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(folder.resolve(pid + ".jfr"))) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.FileForce")
                        && !event.getBoolean("metaData")) {
                    done.add(new Done(event.getString("path"), event.getEndTime()));
                }
            }
        }
        done.sort(Comparator.comparing(Done::at));
        return new Syncs(List.copyOf(done));
    }

    /// When the first one of such a file was over after `moment`.
    Optional<Instant> firstAfter(Instant moment, String suffix) {
        return done.stream()
                .filter(sync -> sync.path().endsWith(suffix) && sync.at().isAfter(moment))
                .map(Done::at)
                .findFirst();
    }
}
