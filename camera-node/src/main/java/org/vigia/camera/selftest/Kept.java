package org.vigia.camera.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.json.Json;
import org.vigia.shared.link.SelfTestFailure;
import org.vigia.shared.link.SelfTestResult;

/// What a restart must not forget of the last self-test.
///
/// @param event its event
/// @param startedMillis by the wall clock
/// @param asked whether a person wanted it
/// @param result what came of it; null while it lasts
record Kept(EventId event, long startedMillis, boolean asked, @Nullable SelfTestResult result) {
    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

    /// What came of it, to a process that did not begin it.
    SelfTestResult outcome() {
        return result != null
                ? result
                : new SelfTestResult(
                        startedMillis, asked, SelfTestFailure.INTERRUPTED, null, null, null);
    }

    /// Empty where there is none. One that cannot be read is worth no more than a new test.
    static Optional<Kept> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), Kept.class));
        } catch (IOException e) {
            LOG.warn("{}: the last self-test is not known", file, e);
            return Optional.empty();
        }
    }

    /// What is not kept is tried again after a restart.
    void write(Path file) {
        try {
            DurableFiles.replace(file, Json.bytes(this));
        } catch (IOException e) {
            LOG.warn("{}: the self-test is not kept: {}", file, e.getMessage());
        }
    }
}
