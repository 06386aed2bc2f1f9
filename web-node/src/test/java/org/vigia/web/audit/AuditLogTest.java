package org.vigia.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;

class AuditLogTest {
    @TempDir Path directory;

    private AuditLog log() {
        return new AuditLog(directory.resolve("audit"), Clock.systemUTC(), 600, 3);
    }

    private static void arm(AuditLog log, int number) {
        log.note(AuditAction.ARM, "ana", "192.0.2.1", "door", "n" + number);
    }

    private List<String> details(int pageSize) throws IOException {
        List<String> all = new ArrayList<>();
        Long before = null;
        do {
            AuditLog.Page page = log().read(before, pageSize);
            page.entries().forEach(p -> all.add(p.entry().detail()));
            before = page.next();
        } while (before != null);
        return all;
    }

    private static List<String> down(int from, int to) {
        List<String> all = new ArrayList<>();
        for (int i = from; i >= to; i--) {
            all.add("n" + i);
        }
        return all;
    }

    @Test
    void nothingIsThereBeforeTheFirstEntry() throws IOException {
        assertThat(log().read(null, 10)).isEqualTo(new AuditLog.Page(List.of(), null));
    }

    @Test
    void entriesAreReadNewestFirstOverFilesAndRestartsWithoutRepeats() throws IOException {
        for (int i = 1; i <= 13; i++) {
            arm(log(), i);
        }
        assertThat(files()).hasSize(3);
        assertThat(details(4)).isEqualTo(down(13, 1));
        assertThat(details(1)).isEqualTo(down(13, 1));
        assertThat(details(100)).isEqualTo(down(13, 1));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(directory.resolve("audit"))) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    @Test
    void theOldestFileGoesWhenThereAreTooMany() throws IOException {
        for (int i = 1; i <= 40; i++) {
            arm(log(), i);
        }
        assertThat(files()).hasSize(3).doesNotContain("audit-000001.jsonl");
        List<String> kept = details(7);
        assertThat(kept).isEqualTo(down(40, 40 - kept.size() + 1));
        assertThat(kept).hasSizeGreaterThan(10);
    }

    @Test
    void anEntryCutByAPowerFailureIsPassedOver() throws IOException {
        arm(log(), 1);
        Path file = directory.resolve("audit/audit-000001.jsonl");
        Files.writeString(file, "{\"atMillis\":1,\"act", StandardOpenOption.APPEND);
        arm(log(), 2);
        assertThat(details(10)).isEqualTo(down(2, 1));
    }

    @Test
    void whatStrangersWriteIsBoundedAndCannotBeMistakenForAnotherEntry() throws IOException {
        log().note(AuditAction.REFUSED, "x\n\u001b[2J" + "y".repeat(500), "h", "", "");
        AuditEntry entry = log().read(null, 1).entries().getFirst().entry();
        assertThat(entry.who()).startsWith("x??[2Jyy").hasSize(200);
    }

    @Test
    void aDiskThatRefusesStopsNobody() throws IOException {
        Files.writeString(directory.resolve("audit"), "a file where the folder should be");
        arm(log(), 1);
        assertThat(Files.isDirectory(directory.resolve("audit"))).isFalse();
    }

    @Test
    void lookingAtOneFilmIsNotedOnceInTenMinutes() throws IOException {
        FakePace pace = new FakePace();
        AuditLog log = new AuditLog(directory.resolve("audit"), Clock.systemUTC());
        AuditTrail trail = new AuditTrail(log, pace);
        for (int i = 0; i < 5; i++) {
            trail.looked(AuditAction.FILM, "ana", "h", "door 1");
        }
        trail.looked(AuditAction.FILM, "bea", "h", "door 1");
        trail.looked(AuditAction.FILM, "ana", "h", "door 2");
        assertThat(size(log, null)).isEqualTo(3);
        pace.advance(Duration.ofMinutes(10));
        trail.looked(AuditAction.FILM, "ana", "h", "door 1");
        assertThat(size(log, null)).isEqualTo(4);
    }

    private static int size(AuditLog log, @Nullable Long before) throws IOException {
        return log.read(before, 1000).entries().size();
    }

    @Test
    void aStrangerWhoGuessesPushesNothingOut() throws IOException {
        FakePace pace = new FakePace();
        AuditLog log = new AuditLog(directory.resolve("audit"), Clock.systemUTC());
        AuditTrail trail = new AuditTrail(log, pace);
        for (int i = 0; i < 500; i++) {
            trail.refused("ana", "203.0.113.9", "wrong-credentials");
        }
        assertThat(size(log, null)).isEqualTo(20);
        pace.advance(Duration.ofMinutes(10));
        trail.refused("ana", "203.0.113.9", "wrong-credentials");
        assertThat(log.read(null, 1).entries().getFirst().entry().detail())
                .isEqualTo("wrong-credentials (+480)");
    }
}
