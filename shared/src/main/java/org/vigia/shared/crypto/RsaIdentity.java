package org.vigia.shared.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.vigia.shared.durable.DurableFiles;

/// An RSA key pair kept in one file: PKCS#8 PEM, readable by its owner alone, which OpenSSH, JSch
/// and openssl read alike. Signatures are RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017), so that
/// `openssl dgst -sha256 -verify` alone can check them. Immutable; `toString` shows the public
/// fingerprint only.
public final class RsaIdentity {
    private static final String ALGORITHM = "SHA256withRSA";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey privateKey;
    private final SshPublicKey publicKey;

    private RsaIdentity(PrivateKey privateKey, SshPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// Reads the pair from `file`, or makes one of 3072 bits and keeps it there durably, with its
    /// public half beside it as `NAME.pub`.
    ///
    /// @throws IOException when the file cannot be read or written, or holds no RSA key of 3072
    ///   bits or more
    public static RsaIdentity loadOrCreate(Path file) throws IOException {
        if (Files.exists(file)) {
            return load(file);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(SshPublicKey.MIN_BITS);
            byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
            DurableFiles.replace(file, pem(encoded).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime makes RSA keys", e);
        }
        return load(file);
    }

    /// Reads the pair from `file`, writing the public half again where it is missing.
    ///
    /// @throws IOException when it cannot be read or holds no such key
    public static RsaIdentity load(Path file) throws IOException {
        RsaIdentity identity = parse(file);
        Path pub = file.resolveSibling(file.getFileName() + ".pub");
        if (!Files.exists(pub)) {
            DurableFiles.replace(
                    pub, (identity.publicKey.line() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return identity;
    }

    /// The public half.
    public SshPublicKey publicKey() {
        return publicKey;
    }

    /// The private half, for the SSH libraries.
    public PrivateKey privateKey() {
        return privateKey;
    }

    /// Signs `document`; the signature is as long as the modulus.
    public byte[] sign(byte[] document) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(document);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an RSA key that cannot sign", e);
        }
    }

    /// Whether `signature` over `document` was made with the private half of `key`. Anything that
    /// is not a signature at all is false, too.
    public static boolean verify(SshPublicKey key, byte[] document, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key.key());
            verifier.update(document);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "RsaIdentity[" + publicKey.fingerprint() + "]";
    }

    private static RsaIdentity parse(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + ": not a private key in PKCS#8 PEM form");
        }
        try {
            byte[] encoded =
                    Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            KeyFactory factory = KeyFactory.getInstance("RSA");
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!(privateKey instanceof RSAPrivateCrtKey rsa)) {
                throw new IOException(file + ": lacks the public exponent");
            }
            RSAPublicKeySpec spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
            return new RsaIdentity(
                    privateKey, new SshPublicKey((RSAPublicKey) factory.generatePublic(spec)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + ": not a usable RSA private key: " + e.getMessage(), e);
        }
    }

    private static String pem(byte[] encoded) {
        return BEGIN
                + "\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n"
                + END
                + "\n";
    }
}
