package org.vigia.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LoginThrottle throttle = new LoginThrottle();

    @Test
    void threeSlipsAreFreeAndEachFurtherOneDoublesTheWait() {
        long now = 0;
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.ask("10.0.0.1", "ana", now)).isZero();
            throttle.failed("10.0.0.1", "ana", now);
        }
        for (long wait = 1; wait <= 64; wait *= 2) {
            assertThat(throttle.ask("10.0.0.1", "ana", now)).isEqualTo(Duration.ofSeconds(wait));
            now += wait * SECOND;
            assertThat(throttle.ask("10.0.0.1", "ana", now)).isZero();
            throttle.failed("10.0.0.1", "ana", now);
        }
        now += Duration.ofHours(2).toNanos();
        assertThat(throttle.ask("10.0.0.1", "ana", now)).isZero();
    }

    @Test
    void aStrangerSlowsNeitherTheOwnerAtAKnownAddressNorLocksHerOutElsewhere() {
        throttle.succeeded("10.0.0.1", "ana");
        long now = 0;
        for (int i = 0; i < 2000; i++) {
            String stranger = "203.0.113." + i % 250;
            if (throttle.ask(stranger, "ana", now).isZero()) {
                throttle.failed(stranger, "ana", now);
            }
        }
        assertThat(throttle.ask("10.0.0.1", "ana", now)).isZero();
        assertThat(throttle.ask("10.0.0.2", "ana", now)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void manyAddressesTogetherGuessNoFasterThanOneEveryTwoSecondsAfterABurst() {
        int guesses = 0;
        for (int i = 0; i < 20_000; i++) {
            long now = i * SECOND / 10;
            if (throttle.ask("10.%d.%d.1".formatted(i / 250, i % 250), "ana", now).isZero()) {
                guesses++;
            }
        }
        assertThat(guesses).isBetween(1000, 1031);
    }

    @Test
    void oneAddressCannotTryManyAccounts() {
        for (int i = 0; i < 20; i++) {
            throttle.failed("10.0.0.1", "user" + i, 0);
        }
        assertThat(throttle.ask("10.0.0.1", "new", 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(throttle.ask("10.0.0.2", "new", 0)).isZero();
    }

    @Test
    void codesAreCountedForTheAccountButNotAgainstWhoHasProvedOneThere() {
        throttle.proved("10.0.0.1", "ana");
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.askCode("203.0.113." + i, "ana", 0)).isZero();
            throttle.failedCode("203.0.113." + i, "ana", 0);
        }
        assertThat(throttle.askCode("203.0.113.99", "ana", 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.askCode("203.0.113.99", "bea", 0)).isZero();
        assertThat(throttle.askCode("10.0.0.1", "ana", 0)).isZero();
        long now = 0;
        for (int i = 0; i < 30; i++) {
            now += throttle.askCode("203.0.113.99", "ana", now).toNanos();
            throttle.failedCode("203.0.113." + i, "ana", now);
        }
        assertThat(throttle.askCode("203.0.113.99", "ana", now)).isEqualTo(Duration.ofHours(1));
        now += Duration.ofHours(23).toNanos();
        throttle.failedCode("203.0.113.1", "ana", now);
        assertThat(throttle.askCode("203.0.113.99", "ana", now)).isEqualTo(Duration.ofHours(1));
        now += Duration.ofHours(25).toNanos();
        throttle.failedCode("203.0.113.1", "ana", now);
        assertThat(throttle.askCode("203.0.113.99", "ana", now)).isZero();
    }

    @Test
    void wrongCodesOfSomebodyAtHomeSlowThatAddressAloneDown() {
        throttle.proved("10.0.0.1", "ana");
        for (int i = 0; i < 9; i++) {
            throttle.failedCode("10.0.0.1", "ana", 0);
        }
        assertThat(throttle.askCode("10.0.0.1", "ana", 0)).isPositive();
        assertThat(throttle.ask("10.0.0.1", "ana", 0)).isPositive();
        assertThat(throttle.askCode("10.0.0.2", "ana", 0)).isZero();
    }

    @Test
    void addressesOfOneIpv6NetworkCountAsOneWhateverTheyTry() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.ask("2001:db8:1:2:0:0:0:" + i, "ana", 0)).isZero();
            throttle.failed("2001:db8:1:2:0:0:0:" + i, "ana", 0);
        }
        assertThat(throttle.ask("2001:db8:1:2:0:0:0:99", "bea", 0))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.ask("2001:db8:1:3:0:0:0:99", "ana", 0)).isZero();
    }

    @Test
    void aNeighbourInTheSameIpv6NetworkDoesNotSlowTheKnownOwner() {
        String owner = "fe80:0:0:0:0:0:0:1";
        throttle.succeeded(owner + "%eth0", "ana");
        throttle.proved(owner + "%eth0", "ana");
        for (int i = 2; i < 2000; i++) {
            String neighbour = "fe80:0:0:0:0:0:0:" + Integer.toHexString(i);
            throttle.failed(neighbour, "ana", 0);
            throttle.failedCode(neighbour, "ana", 0);
        }
        assertThat(throttle.ask("fe80:0:0:0:0:0:0:ffff", "ana", 0))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(throttle.ask(owner, "ana", 0)).isZero();
        assertThat(throttle.askCode(owner, "ana", 0)).isZero();
    }
}
