package org.vigia.camera.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmStoreTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T20:15:00.5Z"), ZoneOffset.UTC);

    @TempDir Path temp;

    private Path folder() {
        return temp.resolve("alarm");
    }

    private AlarmStore store() {
        return new AlarmStore(folder(), CLOCK);
    }

    @Test
    void whatIsSavedComesBack() throws IOException {
        for (SavedPhase phase : SavedPhase.values()) {
            store().save(phase);
            assertThat(store().load()).isEqualTo(new Remembered.Held(phase));
        }
        assertThat(folder().resolve("state"))
                .content()
                .startsWith("vigia-alarm 1 triggered 2026-03-01T20:15:00Z ");
    }

    @Test
    void withoutAFolderItIsTheFirstStart() {
        assertThat(store().load()).isEqualTo(new Remembered.FirstStart());
    }

    @Test
    void aMissingFileInItsFolderIsALoss() throws IOException {
        Files.createDirectories(folder());
        assertThat(store().load())
                .isInstanceOfSatisfying(
                        Remembered.Lost.class,
                        lost ->
                                assertThat(lost.reason())
                                        .endsWith("state is missing though its folder is there"));
    }

    @Test
    void aCorruptFileIsALossAndIsSetAside() throws IOException {
        store().save(SavedPhase.DISARMED);
        Files.writeString(folder().resolve("state"), "vigia-alarm 1 disarmed");
        assertThat(store().load())
                .isInstanceOfSatisfying(
                        Remembered.Lost.class,
                        lost ->
                                assertThat(lost.reason())
                                        .endsWith(
                                                "is corrupt and was set aside as"
                                                        + " state.corrupt-1772396100500"));
        assertThat(folder().resolve("state.corrupt-1772396100500"))
                .hasContent("vigia-alarm 1 disarmed");
    }

    @Test
    void aFileThatCannotBeReadIsALoss() throws IOException {
        Files.createDirectories(folder().resolve("state"));
        assertThat(store().load()).isInstanceOf(Remembered.Lost.class);
    }

    @Test
    void noDamageTurnsAGuardedHouseIntoADisarmedOne() {
        String good = store().format(SavedPhase.ARMED);
        for (int seed = 0; seed < 10_000 * Integer.getInteger("vigia.fuzz", 1); seed++) {
            Random random = new Random(seed);
            StringBuilder bad = new StringBuilder(good);
            for (int damage = 1 + random.nextInt(3); damage > 0 && !bad.isEmpty(); damage--) {
                int at = random.nextInt(bad.length());
                switch (random.nextInt(3)) {
                    case 0 -> bad.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> bad.setLength(at);
                    default -> bad.insert(at, (char) random.nextInt(256));
                }
            }
            AlarmStore.parse(bad.toString())
                    .ifPresent(phase -> {
                        assertThat(phase).isEqualTo(SavedPhase.ARMED);
                    });
        }
        assertThat(AlarmStore.parse(good.replace("armed", "disarmed"))).isEmpty();
        assertThat(AlarmStore.parse("")).isEmpty();
    }
}
