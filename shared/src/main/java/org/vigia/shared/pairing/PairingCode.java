package org.vigia.shared.pairing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.SshPublicKey;

/// What a person carries from Pi #B's page to Pi #A's keyboard: whom to trust there, and a secret
/// that is good once. The form is that of docs/design/pairing.md, in Crockford's base 32
/// (https://www.crockford.com/base32.html).
public final class PairingCode {
    /// How long the secret is, in characters.
    public static final int SECRET_LENGTH = 10;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int FINGERPRINT_LENGTH = 16;
    private static final int CHECK_LENGTH = 2;
    private static final int LENGTH = FINGERPRINT_LENGTH + SECRET_LENGTH + CHECK_LENGTH;
    private static final int GROUP = 4;

    private final String fingerprint;
    private final String secret;

    private PairingCode(String fingerprint, String secret) {
        this.fingerprint = fingerprint;
        this.secret = secret;
    }

    /// Draws a code.
    ///
    /// @param hostKey Pi #B's
    public static PairingCode draw(SshPublicKey hostKey, SecureRandom random) {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < SECRET_LENGTH; i++) {
            secret.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return new PairingCode(fingerprint(hostKey.blob()), secret.toString());
    }

    /// Reads what a person has typed: letters of any size, with or without hyphens and spaces, `O`
    /// for zero, `I` and `L` for one.
    ///
    /// @throws IllegalArgumentException when it is no such code, in words for who typed it
    public static PairingCode parse(String typed) {
        String text =
                typed.replaceAll("[\\s-]", "")
                        .toUpperCase(Locale.ROOT)
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "a code has %d letters and digits, this one has %d"
                            .formatted(LENGTH, text.length()));
        }
        for (int i = 0; i < LENGTH; i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                throw new IllegalArgumentException("no code has the character " + text.charAt(i));
            }
        }
        int end = FINGERPRINT_LENGTH + SECRET_LENGTH;
        if (!check(text.substring(0, end)).equals(text.substring(end))) {
            throw new IllegalArgumentException("the code is mistyped somewhere");
        }
        return new PairingCode(
                text.substring(0, FINGERPRINT_LENGTH), text.substring(FINGERPRINT_LENGTH, end));
    }

    /// Whether Pi #B's host key is the one that the code was drawn with.
    ///
    /// @param hostKey in SSH wire form
    public boolean trusts(byte[] hostKey) {
        return same(fingerprint, fingerprint(hostKey));
    }

    /// What proves that somebody has seen the code; tells nothing of the rest of it.
    public String secret() {
        return secret;
    }

    /// The code as it is shown, in groups.
    public String text() {
        String body = fingerprint + secret;
        String all = body + check(body);
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < all.length(); i += GROUP) {
            grouped.append(i == 0 ? "" : "-").append(all, i, i + GROUP);
        }
        return grouped.toString();
    }

    /// Tells nothing that is secret.
    @Override
    public String toString() {
        return "PairingCode[***]";
    }

    private static String fingerprint(byte[] hostKey) {
        return digits(Sha256.digest().digest(hostKey), FINGERPRINT_LENGTH);
    }

    private static String check(String body) {
        byte[] hash = Sha256.digest().digest(body.getBytes(StandardCharsets.US_ASCII));
        return digits(hash, CHECK_LENGTH);
    }

    /// The first `count` groups of five bits.
    private static String digits(byte[] bytes, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int bit = i * 5;
            byte[] two = Arrays.copyOfRange(bytes, bit / 8, bit / 8 + 2);
            int window = ((two[0] & 0xff) << 8) | (two[1] & 0xff);
            text.append(DIGITS.charAt((window >> (11 - bit % 8)) & 31));
        }
        return text.toString();
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
    }
}
