package org.vigia.telegram.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.FakePace;
import org.vigia.telegram.text.Language;

@Timeout(60)
class AccessTest {
    private static final Instant NOW = Instant.parse("2026-05-01T21:04:07Z");
    private static final long ANA = 7_000_000_001L;
    private static final long BERNAT = 7_000_000_002L;
    private static final long GROUP = -1_000_000_000_123L;

    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private Path file;
    private Access access;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("telegram").resolve("people");
        access = open(NOW);
    }

    private Access open(Instant now) throws IOException {
        return Access.open(file, Clock.fixed(now, ZoneOffset.UTC), pace);
    }

    private Person join(long user, Role role) throws IOException {
        return access.join(access.invite(role), user, "Ana", Language.ES).orElseThrow();
    }

    @Test
    void anInvitationLetsOnePersonInOnce() throws IOException {
        String code = access.invite(Role.LOOK);
        assertThat(code).matches("[A-Za-z0-9_-]{22}");
        assertThat(access.join(code, ANA, "Ana", Language.CA))
                .contains(new Person(1, ANA, "Ana", Role.LOOK));
        assertThat(access.language(ANA)).isEqualTo(Language.CA);
        assertThat(access.join(code, BERNAT, "Bernat", Language.ES)).isEmpty();
        assertThat(access.person(BERNAT)).isEmpty();
    }

    @Test
    void anInvitationLastsTenMinutesWhateverTheWallClockSays() throws IOException {
        String first = access.invite(Role.OWNER);
        pace.advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(access.join(first, ANA, "Ana", Language.ES)).isPresent();
        String second = access.invite(Role.OWNER);
        pace.advance(Duration.ofMinutes(10));
        assertThat(access.join(second, BERNAT, "Bernat", Language.ES)).isEmpty();
    }

    @Test
    void aRestartDoesNotMakeAnInvitationYoung() throws IOException {
        String code = access.invite(Role.OWNER);
        assertThat(open(NOW.plus(Duration.ofMinutes(10))).join(code, ANA, "Ana", Language.ES))
                .isEmpty();
        assertThat(open(NOW.minusSeconds(1)).join(code, ANA, "Ana", Language.ES))
                .as("the wall clock was set back")
                .isEmpty();
        assertThat(open(NOW.plus(Duration.ofMinutes(9))).join(code, ANA, "Ana", Language.ES))
                .isPresent();
    }

    @Test
    void fiveWrongCodesInARowEndAllInvitations() throws IOException {
        String code = access.invite(Role.OWNER);
        for (int i = 0; i < 4; i++) {
            assertThat(access.join("wrong" + i, BERNAT, "B", Language.ES)).isEmpty();
        }
        assertThat(access.join(code, ANA, "Ana", Language.ES)).as("after four").isPresent();

        String next = access.invite(Role.OWNER);
        String other = access.invite(Role.LOOK);
        for (int i = 0; i < 5; i++) {
            assertThat(access.join("wrong" + i, BERNAT, "B", Language.ES)).isEmpty();
        }
        assertThat(access.join(next, BERNAT, "B", Language.ES)).as("after five").isEmpty();
        assertThat(open(NOW).join(other, BERNAT, "B", Language.ES)).as("restarted").isEmpty();
        assertThat(access.join(access.invite(Role.LOOK), BERNAT, "B", Language.ES))
                .as("a new one")
                .isPresent();
    }

    @Test
    void whatAnotherProcessDoesCountsAtTheNextQuestion() throws IOException {
        Access command = open(NOW);
        String code = command.invite(Role.OWNER);
        assertThat(access.join(code, ANA, "Ana", Language.ES)).isPresent();
        assertThat(command.people()).hasSize(1);
        assertThat(command.remove(1)).isTrue();
        assertThat(access.person(ANA)).isEmpty();
        assertThat(access.chats()).isEmpty();
        assertThat(command.remove(1)).isFalse();
    }

    @Test
    void anInvitationLowersNobodyAndStaysOpenForWhoGainsByIt() throws IOException {
        join(ANA, Role.OWNER);
        String look = access.invite(Role.LOOK);
        assertThat(access.join(look, ANA, "Ana", Language.ES))
                .contains(new Person(1, ANA, "Ana", Role.OWNER));
        assertThat(access.join(look, BERNAT, "Bernat", Language.ES))
                .contains(new Person(2, BERNAT, "Bernat", Role.LOOK));
        String owner = access.invite(Role.OWNER);
        assertThat(access.join(owner, BERNAT, "Bernat", Language.ES))
                .contains(new Person(2, BERNAT, "Bernat", Role.OWNER));
        assertThat(open(NOW).people()).extracting(Person::role).containsOnly(Role.OWNER);
    }

    @Test
    void whoReadsDoesNotWaitForADiskThatWrites() throws Exception {
        join(ANA, Role.OWNER);
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        AtomicBoolean reading = new AtomicBoolean(true);
        Clock slow =
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        if (reading.get()) {
                            return NOW;
                        }
                        // Stands for the disk: asked for while a line is being made.
                        writing.countDown();
                        try {
                            written.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return NOW;
                    }
                };
        Access held = Access.open(file, slow, pace);
        reading.set(false);
        Thread writer = NamedThreads.start("writer", () -> speak(held));
        writing.await();
        AtomicReference<Object> read = new AtomicReference<>("nothing");
        Thread reader =
                NamedThreads.start(
                        "reader",
                        () ->
                                read.set(
                                        List.of(
                                                held.chats().size(),
                                                held.people().size(),
                                                held.person(ANA).isPresent(),
                                                held.language(ANA))));
        boolean ended = reader.join(Duration.ofSeconds(5));
        written.countDown();
        assertThat(ended).as("the reader waits for the writer").isTrue();
        assertThat(read.get()).isEqualTo(List.of(1, 1, true, Language.ES));
        assertThat(writer.join(Duration.ofSeconds(5))).isTrue();
        assertThat(held.language(ANA)).isEqualTo(Language.CA);
    }

    private static void speak(Access access) {
        try {
            access.speak(ANA, Language.CA);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNumberIsNeverUsedAgain() throws IOException {
        join(ANA, Role.OWNER);
        access.admit(GROUP, "Casa", Language.ES);
        access.remove(1);
        assertThat(join(ANA, Role.LOOK).number()).isEqualTo(3);
        assertThat(join(ANA, Role.OWNER)).isEqualTo(new Person(3, ANA, "Ana", Role.OWNER));
        assertThat(access.people()).hasSize(1);
    }

    @Test
    void aGroupThatGetsAnotherIdKeepsItsLanguageAndSnooze() throws IOException {
        access.admit(GROUP, "Casa", Language.CA);
        access.snooze(GROUP, Duration.ofHours(1));
        access.move(GROUP, -5);
        assertThat(access.groups()).containsExactly(new Group(1, -5, "Casa"));
        assertThat(access.language(-5)).isEqualTo(Language.CA);
        assertThat(access.snoozed(-5)).isEqualTo(Duration.ofHours(1));
        assertThat(access.group(GROUP)).isEmpty();
    }

    @Test
    void aSnoozeEndsByTheMonotonicClockAndOutlivesARestart() throws IOException {
        access.snooze(ANA, Duration.ofMinutes(30));
        assertThat(open(NOW.plus(Duration.ofMinutes(20))).snoozed(ANA))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(open(NOW.minusSeconds(1)).snoozed(ANA))
                .as("the wall clock was set back")
                .isZero();
        pace.advance(Duration.ofMinutes(30));
        assertThat(access.snoozed(ANA)).isZero();
        access.snooze(ANA, Duration.ofMinutes(30));
        access.snooze(ANA, Duration.ZERO);
        assertThat(access.snoozed(ANA)).isZero();
    }

    @Test
    void underDuressOnlyThoseAreToldWhoWereNamed() throws IOException {
        join(ANA, Role.OWNER);
        join(BERNAT, Role.OWNER);
        access.admit(GROUP, "Casa", Language.ES);
        assertThat(access.name(2, true)).isTrue();
        assertThat(access.name(3, true)).as("a group").isFalse();
        assertThat(access.chats())
                .filteredOn(Chat::underDuress)
                .extracting(Chat::id)
                .containsExactly(BERNAT);
        access.name(2, false);
        assertThat(access.chats()).noneMatch(Chat::underDuress);
    }

    @Test
    void allIsThereAfterARestart() throws IOException {
        join(ANA, Role.OWNER);
        join(BERNAT, Role.LOOK);
        access.admit(GROUP, "Casa", Language.ES);
        access.speak(ANA, Language.CA);
        access.name(1, true);
        Access again = open(NOW);
        assertThat(again.people()).isEqualTo(access.people());
        assertThat(again.groups()).isEqualTo(access.groups());
        assertThat(again.chats()).isEqualTo(access.chats());
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        join(ANA, Role.OWNER);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theCodeItselfIsNotKept() throws IOException {
        String code = access.invite(Role.OWNER);
        assertThat(Files.readString(file)).doesNotContain(code);
    }

    @Test
    void noTextOfAPersonOrChatNamesThem() throws IOException {
        join(ANA, Role.OWNER);
        access.admit(GROUP, "Casa", Language.ES);
        assertThat("%s %s %s".formatted(access.people(), access.groups(), access.chats()))
                .doesNotContain(Long.toString(ANA), "Ana", Long.toString(GROUP), "Casa");
    }

    @Test
    void aLineThatCannotBeReadDoesNotCountAndTakesNoOtherWithIt() throws IOException {
        join(ANA, Role.OWNER);
        Files.writeString(file, Files.readString(file) + "{\"line\":\"joined\",\"user\":5}\n");
        Files.write(file, new byte[] {'"', (byte) 0xe9, '"', '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, "half a li", StandardOpenOption.APPEND);
        join(BERNAT, Role.LOOK);
        assertThat(open(NOW).people()).extracting(Person::user).containsExactly(ANA, BERNAT);
    }

    @Test
    void everyPrefixOfTheFileIsReadWithoutGivingMoreThanItSays() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 30; i++) {
            switch (random.nextInt(5)) {
                case 0 ->
                        join(
                                ANA + random.nextInt(4),
                                random.nextBoolean() ? Role.OWNER : Role.LOOK);
                case 1 -> access.admit(GROUP - random.nextInt(2), "Casa", Language.ES);
                case 2 -> access.remove(1 + random.nextInt(10));
                case 3 -> access.snooze(ANA, Duration.ofMinutes(random.nextInt(60)));
                default -> access.name(1 + random.nextInt(5), random.nextBoolean());
            }
        }
        byte[] whole = Files.readAllBytes(file);
        int listed = 0;
        for (int length = 0; length <= whole.length; length += 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            Access cut = open(NOW);
            listed = Math.max(listed, cut.people().size());
            assertThat(cut.chats()).hasSize(cut.people().size() + cut.groups().size());
        }
        assertThat(listed).isPositive();
    }
}
