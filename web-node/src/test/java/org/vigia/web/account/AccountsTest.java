package org.vigia.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.Journal;

class AccountsTest {
    private static final String PASSWORD = "a good password";

    @TempDir private Path directory;
    private Accounts accounts = unopened();
    private Path file = Path.of("accounts.jsonl");

    private static Accounts unopened() {
        return new Accounts(new Journal(Path.of("none")), 4, Clock.systemUTC());
    }

    @BeforeEach
    void open() {
        file = directory.resolve("accounts.jsonl");
        accounts = another();
    }

    private Accounts another() {
        return new Accounts(new Journal(file), 4, Clock.systemUTC());
    }

    @Test
    void anAccountIsKnownByItsPasswordOnly() throws IOException {
        assertThat(accounts.isEmpty()).isTrue();
        assertThat(accounts.add("ana", PASSWORD)).isInstanceOf(Enrolment.Done.class);
        assertThat(accounts.check("ana", PASSWORD)).isTrue();
        assertThat(accounts.check("ana", "a good passwore")).isFalse();
        assertThat(accounts.check("eve", PASSWORD)).isFalse();
        assertThat(Files.readString(file)).doesNotContain(PASSWORD);
    }

    @Test
    void whatAnotherProcessAddsIsKnownAtOnce() throws IOException {
        assertThat(accounts.isEmpty()).isTrue();
        another().add("ana", PASSWORD);
        assertThat(accounts.check("ana", PASSWORD)).isTrue();
        another().add("bea", PASSWORD + "2");
        assertThat(accounts.check("bea", PASSWORD + "2")).isTrue();
        assertThat(accounts.check("ana", PASSWORD)).isTrue();
    }

    @Test
    void aSecondAccountOfTheSameNameIsRefusedAndChangesNothing() throws IOException {
        accounts.add("ana", PASSWORD);
        assertThat(another().add("ana", "another password"))
                .isEqualTo(new Enrolment.Refused("there is an account called ana already"));
        assertThat(accounts.check("ana", "another password")).isFalse();
    }

    @Test
    void badNamesAndPasswordsAreRefusedWithWords() throws IOException {
        assertThat(reason("Ana Mª", PASSWORD)).startsWith("the name must be");
        assertThat(reason("../ana", PASSWORD)).startsWith("the name must be");
        assertThat(reason("ana", "123456789")).contains("at least 10 characters");
        assertThat(reason("ana", "ñ".repeat(37)))
                .isEqualTo("the password is too long: at most 72 bytes in UTF-8, this one has 74");
        assertThat(reason("ana", "a\0bcdefghijk")).contains("NUL");
        assertThat(accounts.isEmpty()).isTrue();
    }

    private String reason(String name, String password) throws IOException {
        return switch (accounts.add(name, password)) {
            case Enrolment.Refused(String reason) -> reason;
            case Enrolment.Done() -> "done";
        };
    }

    @Test
    void aPasswordThatBcryptWouldCutDoesNotMatchItsBeginning() throws IOException {
        String longest = "x".repeat(72);
        accounts.add("ana", longest);
        assertThat(accounts.check("ana", longest)).isTrue();
        assertThat(accounts.check("ana", longest + "y")).isFalse();
    }

    @Test
    void linesThatCannotBeReadArePassedOver() throws IOException {
        accounts.add("ana", PASSWORD);
        Files.writeString(
                file,
                Files.readString(file)
                        + "{\"action\":\"add\",\"user\":\"x\",\"hash\":\"plain\",\"atMillis\":1}\n"
                        + "{\"action\":\"add\",\"us\n");
        assertThat(accounts.exists("x")).isFalse();
        assertThat(accounts.check("ana", PASSWORD)).isTrue();
        assertThat(accounts.add("bea", PASSWORD)).isInstanceOf(Enrolment.Done.class);
        assertThat(accounts.check("bea", PASSWORD)).isTrue();
    }

    @Test
    void lineOfTheFirstVersionIsAnOwner() throws IOException {
        accounts.add("ana", PASSWORD);
        assertThat(Files.readString(file)).startsWith("{\"action\":\"add\",\"user\":\"ana\",");
        assertThat(another().find("ana").map(AccountView::role)).contains(Role.OWNER);
        assertThat(reach("ana")).isEqualTo(Reach.everything());
    }

    private Reach reach(String name) {
        return accounts.entitlement(name).orElseThrow().reach();
    }

    @Test
    void aGuardIsBoundToItsCamerasAndAnOwnerToNone() throws IOException {
        accounts.open("bea", Role.GUARD, Set.of("door", "yard"), PASSWORD);
        assertThat(reach("bea")).isEqualTo(new Reach(Role.GUARD.rights(), Set.of("door", "yard")));
        assertThat(reach("bea").sees("cellar")).isFalse();
        accounts.change("bea", Role.VIEWER, null);
        assertThat(reach("bea")).isEqualTo(new Reach(Role.VIEWER.rights(), null));
        assertThat(accounts.change("bea", Role.OWNER, Set.of("door")))
                .isEqualTo(new Enrolment.Refused("an owner has every camera"));
        assertThat(accounts.change("bea", Role.VIEWER, Set.of()))
                .isEqualTo(new Enrolment.Refused("name 1 to 200 cameras, or all"));
        assertThat(accounts.change("bea", Role.VIEWER, Set.of("../door")))
                .isEqualTo(new Enrolment.Refused("not a camera's name: ../door"));
        assertThat(another().find("bea").orElseThrow().cameras()).isNull();
    }

    @Test
    void theLastOwnerIsNeitherClosedNorDemoted() throws IOException {
        accounts.add("ana", PASSWORD);
        Enrolment no = new Enrolment.Refused("ana is the last owner: make another one first");
        accounts.open("bea", Role.GUARD, null, PASSWORD);
        // Who has not chosen a password yet is no owner to count on.
        accounts.open("eva", Role.OWNER, null, null);
        assertThat(accounts.close("ana")).isEqualTo(no);
        assertThat(accounts.change("ana", Role.GUARD, null)).isEqualTo(no);
        assertThat(accounts.change("ana", Role.OWNER, null)).isEqualTo(new Enrolment.Done());
        accounts.change("bea", Role.OWNER, null);
        assertThat(accounts.close("ana")).isEqualTo(new Enrolment.Done());
        assertThat(accounts.check("ana", PASSWORD)).isFalse();
        assertThat(accounts.close("ana"))
                .isEqualTo(new Enrolment.Refused("there is no account called ana"));
    }

    @Test
    void twoProcessesThatCloseAnOwnerEachLeaveOne() throws IOException {
        accounts.add("ana", PASSWORD);
        accounts.add("bea", PASSWORD);
        Files.writeString(
                file,
                Files.readString(file)
                        + "{\"action\":\"close\",\"user\":\"ana\",\"atMillis\":1}\n"
                        + "{\"action\":\"close\",\"user\":\"bea\",\"atMillis\":1}\n");
        assertThat(accounts.exists("ana")).isFalse();
        assertThat(accounts.exists("bea")).isTrue();
    }

    @Test
    void everyChangeThatSessionsDependOnIsNoticedAndNoOther() throws IOException {
        accounts.add("ana", PASSWORD);
        accounts.add("bea", PASSWORD);
        long epoch = accounts.entitlement("ana").orElseThrow().epoch();
        another().password("bea", PASSWORD + "2");
        another().tokens().make("ana", "backup", Set.of(Right.LOOK), null);
        assertThat(another().invite("ana")).isPresent();
        assertThat(accounts.stands("ana", epoch)).isTrue();
        another().password("ana", PASSWORD + "2");
        assertThat(accounts.stands("ana", epoch)).isFalse();
        assertThat(accounts.check("ana", PASSWORD)).isFalse();
        long second = accounts.entitlement("ana").orElseThrow().epoch();
        another().close("ana");
        another().add("ana", PASSWORD + "2");
        assertThat(accounts.stands("ana", second)).isFalse();
        assertThat(accounts.stands("nobody", 1)).isFalse();
    }

    @Test
    void anInvitationIsGoodOnceAndForTwoDays() throws IOException {
        TestClock clock = new TestClock();
        accounts = new Accounts(new Journal(file), 4, clock);
        accounts.open("bea", Role.VIEWER, null, null);
        assertThat(accounts.check("bea", "")).isFalse();
        String token = accounts.invite("bea").orElseThrow();
        assertThat(Files.readString(file)).doesNotContain(token);
        assertThat(accounts.isInvited("bea", token)).isTrue();
        assertThat(accounts.isInvited("bea", token + "x")).isFalse();
        assertThat(accounts.isInvited("ana", token)).isFalse();
        clock.advance(Accounts.INVITATION_LASTS);
        assertThat(accounts.isInvited("bea", token)).isFalse();
        String another = accounts.invite("bea").orElseThrow();
        assertThat(accounts.isInvited("bea", token)).isFalse();
        assertThat(accounts.isInvited("bea", another)).isTrue();
        accounts.password("bea", PASSWORD);
        assertThat(accounts.isInvited("bea", another)).isFalse();
        assertThat(accounts.invite("nobody")).isEmpty();
    }
}
