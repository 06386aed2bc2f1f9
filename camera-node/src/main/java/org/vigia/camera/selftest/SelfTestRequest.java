package org.vigia.camera.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.time.Pace;

/// Asks the running node for a self-test, from another process: by a file that it takes away.
///
/// @param folder the node's own
/// @param pace for waiting
public record SelfTestRequest(Path folder, Pace pace) {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration DONE_WITHIN = SelfTest.PATIENCE.multipliedBy(2);

    static Path result(Path folder) {
        return folder.resolve("self-test.json");
    }

    static Path wish(Path folder) {
        return folder.resolve("self-test.wanted");
    }

    /// What came of the last one; empty where there was none, or it lasts.
    public static Optional<SelfTestResult> last(Path folder) {
        return Kept.read(result(folder)).flatMap(kept -> Optional.ofNullable(kept.result()));
    }

    /// Waits for one.
    ///
    /// @throws IOException when the node does not take the request, or does not come to an end
    public SelfTestResult run() throws IOException, InterruptedException {
        Optional<Kept> before = Kept.read(result(folder));
        Files.deleteIfExists(wish(folder));
        Files.createFile(wish(folder));
        if (!waits(TAKEN_WITHIN, () -> !Files.exists(wish(folder)))) {
            Files.deleteIfExists(wish(folder));
            throw new IOException(
                    "the node does not take it: is it running, or does an incident or a self-test"
                            + " last?");
        }
        if (!waits(DONE_WITHIN, () -> isDone(before))) {
            throw new IOException("the self-test has not ended within " + DONE_WITHIN);
        }
        return last(folder).orElseThrow();
    }

    /// A result in words.
    public static String words(SelfTestResult result) {
        String steps =
                "disk %s, sent %s, signed for %s"
                        .formatted(
                                millis(result.spooledMillis()),
                                millis(result.sentMillis()),
                                millis(result.signedMillis()));
        return switch (result.failure()) {
            case null -> steps;
            case DISK -> "failed: the disk refused the event (%s)".formatted(steps);
            case NOT_SENT -> "failed: Pi #B could not be reached (%s)".formatted(steps);
            case REFUSED -> "failed: Pi #B refused the event (%s)".formatted(steps);
            case NO_RECEIPT -> "failed: Pi #B has not signed for it (%s)".formatted(steps);
            case INTERRUPTED -> "failed: the node was stopped meanwhile";
        };
    }

    private static String millis(@org.jspecify.annotations.Nullable Long millis) {
        return millis == null ? "—" : millis + " ms";
    }

    private boolean isDone(Optional<Kept> before) {
        Optional<Kept> now = Kept.read(result(folder));
        return now.isPresent()
                && now.get().result() != null
                && !now.map(Kept::event).equals(before.map(Kept::event));
    }

    private interface Condition {
        boolean holds();
    }

    private boolean waits(Duration patience, Condition condition) throws InterruptedException {
        long began = pace.nanos();
        while (!condition.holds()) {
            if (pace.nanos() - began > patience.toNanos()) {
                return false;
            }
            pace.sleep(LOOK);
        }
        return true;
    }
}
