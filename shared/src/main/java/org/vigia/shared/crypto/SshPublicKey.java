package org.vigia.shared.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/// An RSA public key in the form of an OpenSSH `.pub` line: `ssh-rsa BASE64 [comment]` (RFC 4253,
/// section 6.6).
///
/// @param key at least 3072 bits, at most 16384
public record SshPublicKey(RSAPublicKey key) {
    /// Vigía's shortest RSA key, in bits.
    public static final int MIN_BITS = 3072;

    private static final int MAX_BITS = 16_384;
    private static final String TYPE = "ssh-rsa";

    /// @throws IllegalArgumentException when the key is too short or absurdly long
    public SshPublicKey {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new IllegalArgumentException(
                    "an RSA key of %d bits; at least %d are asked for (ssh-keygen -t rsa -b 3072)"
                            .formatted(bits, MIN_BITS));
        }
    }

    /// Reads a `.pub` line; a comment behind the key is passed over.
    ///
    /// @throws IllegalArgumentException when it is no RSA key in that form, with words why
    public static SshPublicKey parse(String line) {
        String[] parts = line.strip().split("\\s+", 3);
        if (parts.length < 2 || !parts[0].equals(TYPE)) {
            throw new IllegalArgumentException(
                    "not an OpenSSH RSA public key (a line that begins with `ssh-rsa `)");
        }
        try {
            ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(parts[1]));
            String type = new String(field(blob), StandardCharsets.US_ASCII);
            BigInteger exponent = new BigInteger(1, field(blob));
            BigInteger modulus = new BigInteger(1, field(blob));
            if (!type.equals(TYPE) || blob.hasRemaining()) {
                throw new IllegalArgumentException("the key's body is not that of an RSA key");
            }
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new SshPublicKey(
                    (RSAPublicKey) factory.generatePublic(new RSAPublicKeySpec(modulus, exponent)));
        } catch (BufferUnderflowException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the key's body is damaged", e);
        }
    }

    /// The line without a comment.
    public String line() {
        return TYPE + " " + Base64.getEncoder().encodeToString(blob());
    }

    /// As `ssh-keygen -l` shows it: `SHA256:` and unpadded base64.
    public String fingerprint() {
        byte[] hash = Sha256.digest().digest(blob());
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    /// The form openssl reads: `-----BEGIN PUBLIC KEY-----`, X.509 SubjectPublicKeyInfo.
    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /// The key in SSH wire form.
    public byte[] blob() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] field :
                    new byte[][] {
                        TYPE.getBytes(StandardCharsets.US_ASCII),
                        key.getPublicExponent().toByteArray(),
                        key.getModulus().toByteArray()
                    }) {
                out.writeInt(field.length);
                out.write(field);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] field(ByteBuffer blob) {
        int length = blob.getInt();
        if (length < 0 || length > blob.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        blob.get(field);
        return field;
    }
}
