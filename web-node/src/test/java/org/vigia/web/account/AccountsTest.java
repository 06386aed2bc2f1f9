package org.vigia.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
}
