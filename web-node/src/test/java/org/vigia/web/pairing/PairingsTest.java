package org.vigia.web.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.pairing.PairingCode;
import org.vigia.shared.time.FakePace;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;
import org.vigia.web.store.Evidence;

class PairingsTest {
    private static final Redemption NOT_THIS =
            new Redemption.Refused(
                    "this is not the code that the site shows now; it is good once and for 10"
                            + " minutes");

    @TempDir static Path keys;
    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private CameraRegistry registry;
    private Pairings pairings;

    @BeforeEach
    void open() throws IOException {
        registry = CameraRegistry.open(folder.resolve("cameras.jsonl"), Evidence.CLOCK);
        pairings = new Pairings(key("host"), registry, pace);
    }

    private static SshPublicKey key(String name) {
        return TestKeys.key(keys, name).publicKey();
    }

    private static String secret(OpenedPairing opened) {
        return PairingCode.parse(opened.code()).secret();
    }

    @Test
    void theRightSecretRegistersTheKeyOnce() throws IOException {
        assertThat(pairings.isOpen()).isFalse();
        OpenedPairing opened = pairings.open("door", false);
        assertThat(PairingCode.parse(opened.code()).trusts(key("host").blob())).isTrue();
        assertThat(pairings.isOpen()).isTrue();
        assertThat(pairings.redeem("0000000000", key("door"))).isEqualTo(NOT_THIS);
        assertThat(pairings.redeem(secret(opened), key("door")))
                .isEqualTo(new Redemption.Paired("door"));
        assertThat(registry.all()).containsExactly(new RegisteredCamera("door", key("door")));
        assertThat(pairings.isOpen()).isFalse();
        assertThat(pairings.redeem(secret(opened), key("yard"))).isEqualTo(NOT_THIS);
        assertThat(registry.all()).hasSize(1);
    }

    @Test
    void aCodeIsGoodForTenMinutes() throws IOException {
        OpenedPairing opened = pairings.open("door", false);
        assertThat(opened.lasts()).isEqualTo(Duration.ofMinutes(10));
        pace.advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(pairings.isOpen()).isTrue();
        pace.advance(Duration.ofNanos(1));
        assertThat(pairings.isOpen()).isFalse();
        assertThat(pairings.redeem(secret(opened), key("door"))).isEqualTo(NOT_THIS);
        assertThat(registry.all()).isEmpty();
    }

    @Test
    void aSecondCodeForANameTakesTheFirstOnesPlaceAndACodeCanBeClosed() throws IOException {
        OpenedPairing first = pairings.open("door", false);
        OpenedPairing second = pairings.open("door", false);
        assertThat(pairings.redeem(secret(first), key("door"))).isEqualTo(NOT_THIS);
        OpenedPairing yard = pairings.open("yard", false);
        pairings.close("door");
        assertThat(pairings.redeem(secret(second), key("door"))).isEqualTo(NOT_THIS);
        assertThat(pairings.redeem(secret(yard), key("yard")))
                .isEqualTo(new Redemption.Paired("yard"));
    }

    @Test
    void aNameThatIsTakenIsGivenAwayOnlyWhereThatIsMeantAndWhenTheNewKeyComes() throws IOException {
        registry.add("door", key("door"));
        assertThatThrownBy(() -> pairings.open("door", false))
                .hasMessage("there is a camera named door");
        OpenedPairing opened = pairings.open("door", true);
        assertThat(registry.find(key("door"))).isPresent();
        assertThat(pairings.redeem(secret(opened), key("other")))
                .isEqualTo(new Redemption.Paired("door"));
        assertThat(registry.find(key("door"))).isEmpty();
        assertThat(registry.all()).containsExactly(new RegisteredCamera("door", key("other")));
    }

    @Test
    void theSameCameraMayPairAgainAndNothingChanges() throws IOException {
        registry.add("door", key("door"));
        OpenedPairing opened = pairings.open("door", true);
        assertThat(pairings.redeem(secret(opened), key("door")))
                .isEqualTo(new Redemption.Paired("door"));
        assertThat(registry.find(key("door"))).isPresent();
        assertThat(registry.revoked()).isEmpty();
    }

    @Test
    void whatTheRegistryObjectsToLeavesTheCodeOpenAndTheOldKeyInPlace() throws IOException {
        registry.add("yard", key("yard"));
        registry.revoke("yard");
        registry.add("door", key("door"));
        OpenedPairing opened = pairings.open("door", true);
        assertThat(pairings.redeem(secret(opened), key("yard")))
                .isEqualTo(new Redemption.KeyRefused("this key was revoked; make a new one"));
        assertThat(registry.find(key("door"))).isPresent();
        assertThat(pairings.redeem(secret(opened), key("other")))
                .isEqualTo(new Redemption.Paired("door"));
    }

    @Test
    void whoGuessesClosesTheCodesInTheEnd() throws IOException {
        OpenedPairing opened = pairings.open("door", false);
        for (int i = 0; i < Pairings.MOST_WRONG - 1; i++) {
            assertThat(pairings.redeem("GUESS%05d".formatted(i), key("yard"))).isEqualTo(NOT_THIS);
        }
        assertThat(pairings.isOpen()).isTrue();
        assertThat(pairings.redeem("ONEMORE000", key("yard"))).isEqualTo(NOT_THIS);
        assertThat(pairings.isOpen()).isFalse();
        assertThat(pairings.redeem(secret(opened), key("door"))).isEqualTo(NOT_THIS);
        assertThat(pairings.redeem(secret(pairings.open("door", false)), key("door")))
                .isEqualTo(new Redemption.Paired("door"));
    }

    @Test
    void badNamesAndTooManyCodesAreRefusedInWords() {
        assertThatThrownBy(() -> pairings.open("Door!", false))
                .hasMessage("a name is 1 to 32 of a-z, 0-9 and inner hyphens");
        for (int i = 0; i < Pairings.MOST_OPEN; i++) {
            pairings.open("door" + i, false);
        }
        assertThatThrownBy(() -> pairings.open("yard", false))
                .hasMessage("8 codes are open already");
        assertThat(pairings.open("door0", false).camera()).isEqualTo("door0");
    }

    @Test
    void noCodeIsShownByALog() {
        OpenedPairing opened = pairings.open("door", false);
        assertThat(opened.toString()).isEqualTo("OpenedPairing[door]");
    }
}
