package org.vigia.shared.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.crypto.TestKeys;

class PairingCodeTest {
    @TempDir Path folder;
    private SshPublicKey hostKey;
    private PairingCode code;

    @BeforeEach
    void draw() {
        hostKey = TestKeys.key(folder, "host").publicKey();
        code = PairingCode.draw(hostKey, new SecureRandom());
    }

    @Test
    void aCodeIsSevenGroupsOfFourAndIsReadAgainAsItWasDrawn() {
        assertThat(code.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}");
        PairingCode read = PairingCode.parse(code.text());
        assertThat(read.secret()).isEqualTo(code.secret()).hasSize(PairingCode.SECRET_LENGTH);
        assertThat(read.trusts(hostKey.blob())).isTrue();
        assertThat(read.text()).isEqualTo(code.text());
    }

    @Test
    void itBeginsWithTheFirst80BitsOfTheHostKeysHash() {
        byte[] hash = HexFormat.of().parseHex(Sha256.of(hostKey.blob()));
        BigInteger bits = new BigInteger(1, Arrays.copyOf(hash, 10));
        // Java's own base 32 counts on with letters that Crockford leaves out.
        String java32 = bits.toString(32);
        String padded = "0".repeat(16 - java32.length()) + java32;
        String crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        StringBuilder expected = new StringBuilder();
        padded.chars().forEach(c -> expected.append(crockford.charAt(Character.digit(c, 32))));
        assertThat(code.text().replace("-", "")).startsWith(expected);
    }

    @Test
    void itIsReadHoweverAPersonTypesIt() {
        String sloppy = code.text().toLowerCase(Locale.ROOT).replace("-", "  ").replace('0', 'o');
        assertThat(PairingCode.parse(" " + sloppy.replace('1', 'l') + "\t").secret())
                .isEqualTo(code.secret());
    }

    @Test
    void aSlipOfTheFingerIsTold() {
        Random random = new Random(7);
        int unnoticed = 0;
        String alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder typed = new StringBuilder(code.text().replace("-", ""));
            int at = random.nextInt(typed.length());
            char wrong = alphabet.charAt(random.nextInt(32));
            if (wrong == typed.charAt(at)) {
                continue;
            }
            typed.setCharAt(at, wrong);
            try {
                PairingCode.parse(typed.toString());
                unnoticed++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("the code is mistyped somewhere");
            }
        }
        // Ten bits: about one in a thousand.
        assertThat(unnoticed).isLessThan(50);
        assertThatThrownBy(() -> PairingCode.parse("ABCD"))
                .hasMessage("a code has 28 letters and digits, this one has 4");
        assertThatThrownBy(() -> PairingCode.parse("U".repeat(28)))
                .hasMessage("no code has the character U");
    }

    @Test
    void anotherHostKeyIsNotTrusted() {
        assertThat(code.trusts(TestKeys.key(folder, "other").publicKey().blob())).isFalse();
    }

    @Test
    void secretsDifferAndAreShownByNoLog() {
        Set<String> drawn = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1000; i++) {
            drawn.add(PairingCode.draw(hostKey, random).secret());
        }
        assertThat(drawn).hasSize(1000);
        assertThat(code.toString()).doesNotContain(code.secret()).isEqualTo("PairingCode[***]");
    }
}
