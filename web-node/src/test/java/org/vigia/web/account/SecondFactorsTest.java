package org.vigia.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.Journal;

class SecondFactorsTest {
    private static final String RFC_SECRET =
            Base32.text("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @TempDir Path directory;
    private final TestClock clock = new TestClock();
    private final Totp totp = new Totp();

    @BeforeEach
    void open() throws IOException {
        accounts().add("ana", "a good password");
    }

    private Accounts accounts() {
        return new Accounts(new Journal(directory.resolve("accounts.jsonl")), 4, clock);
    }

    /// Fresh each time, as after a restart.
    private SecondFactors factors() {
        return accounts().secondFactors();
    }

    private String code(int steps) {
        long now = clock.millis() / 1000 / Totp.STEP_SECONDS;
        return totp.code(RFC_SECRET, now + steps);
    }

    @Test
    void codesAreThoseOfTheStandardsTestVectors() {
        // RFC 6238, appendix B, the last six digits of SHA-1's.
        assertThat(totp.code(RFC_SECRET, 59 / 30)).isEqualTo("287082");
        assertThat(totp.code(RFC_SECRET, 1_111_111_109 / 30)).isEqualTo("081804");
        assertThat(totp.code(RFC_SECRET, 1_234_567_890 / 30)).isEqualTo("005924");
        assertThat(totp.code(RFC_SECRET, 20_000_000_000L / 30)).isEqualTo("353130");
    }

    @Test
    void base32IsThatOfTheStandardsTestVectors() {
        assertThat(Base32.text("foobar".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("MZXW6YTBOI");
        assertThat(Base32.text("fooba".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(new String(Base32.bytes("MZXW6YTBOI"), StandardCharsets.US_ASCII))
                .isEqualTo("foobar");
        assertThat(SecondFactors.secret()).matches("[A-Z2-7]{32}");
    }

    @Test
    void aCodeIsGoodOnceAlsoOverARestartAndWithinOneStep() throws IOException {
        assertThat(factors().begin("ana", RFC_SECRET, "000000")).isEmpty();
        assertThat(factors().isOn("ana")).isFalse();
        assertThat(factors().begin("ana", RFC_SECRET, code(0))).isPresent();
        assertThat(factors().isOn("ana")).isTrue();
        assertThat(factors().use("ana", code(0))).as("the one that proved it").isFalse();
        assertThat(factors().use("ana", code(1))).as("a phone that goes ahead").isTrue();
        assertThat(factors().use("ana", code(1))).isFalse();
        clock.advance(Duration.ofMinutes(2));
        assertThat(factors().use("ana", code(-2))).isFalse();
        assertThat(factors().use("ana", code(2))).isFalse();
        assertThat(factors().use("ana", code(-1))).as("a phone that goes behind").isTrue();
        String spaced = code(0).substring(0, 3) + " " + code(0).substring(3);
        assertThat(factors().use("ana", spaced)).isTrue();
        assertThat(factors().use("ana", code(-1))).as("older than a used one").isFalse();
        assertThat(factors().use("ana", "")).isFalse();
        assertThat(factors().use("nobody", code(1))).isFalse();
    }

    @Test
    void eachRecoveryCodeIsGoodOnce() throws IOException {
        List<String> codes = factors().begin("ana", RFC_SECRET, code(0)).orElseThrow();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(Files.readString(directory.resolve("accounts.jsonl"))).doesNotContain(codes);
        assertThat(factors().use("ana", codes.get(3).toUpperCase(java.util.Locale.ROOT))).isTrue();
        assertThat(factors().use("ana", codes.get(3))).isFalse();
        assertThat(accounts().find("ana").orElseThrow().recoveryCodes()).isEqualTo(9);
        assertThat(factors().use("ana", "aaaaaaaaaa")).isFalse();
    }

    @Test
    void whatIsTurnedOffIsNotAskedForAndOldCodesAreGone() throws IOException {
        List<String> codes = factors().begin("ana", RFC_SECRET, code(0)).orElseThrow();
        long epoch = accounts().entitlement("ana").orElseThrow().epoch();
        assertThat(factors().use("ana", codes.getFirst())).isTrue();
        assertThat(accounts().stands("ana", epoch)).as("using one ends no session").isTrue();
        assertThat(factors().end("ana")).isTrue();
        assertThat(factors().end("ana")).isFalse();
        assertThat(accounts().stands("ana", epoch)).isFalse();
        assertThat(factors().isOn("ana")).isFalse();
        assertThat(factors().use("ana", codes.getLast())).isFalse();
    }

    @Test
    void aClockBeforeItsTimeTakesNothingByMistake() throws IOException {
        clock.set(Instant.EPOCH);
        assertThat(factors().begin("ana", RFC_SECRET, "000000")).isEmpty();
    }

    @Test
    void anAppIsToldWhoseCodesTheyAre() {
        assertThat(SecondFactors.uri("ana", "pi b:8080", "ABC"))
                .isEqualTo(
                        "otpauth://totp/Vig%C3%ADa:ana%20pi%20b%3A8080?secret=ABC"
                                + "&issuer=Vig%C3%ADa");
    }
}
