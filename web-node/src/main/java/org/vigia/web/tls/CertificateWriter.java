package org.vigia.web.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Writes and signs X.509 certificates of version 3 (RFC 5280): the CA's and the site's, and no
/// others. Why not by `keytool` or `openssl` stands in docs/decisions/0008.
final class CertificateWriter {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final String CONSTRAINTS = "2.5.29.30";
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final int KEY_ID_BYTES = 20;

    // Private, link-local and loopback ranges: RFC 1918, 3927, 1122; RFC 4193, 4291.
    private static final List<String> RANGES =
            List.of(
                    "0a000000ff000000",
                    "ac100000fff00000",
                    "c0a80000ffff0000",
                    "a9fe0000ffff0000",
                    "7f000000ff000000",
                    "fc00" + "00".repeat(14) + "fe00" + "00".repeat(14),
                    "fe80" + "00".repeat(14) + "ffc0" + "00".repeat(14),
                    "00".repeat(15) + "01" + "ff".repeat(16));

    private final SecureRandom random = new SecureRandom();

    /// A CA's own certificate: it may sign certificates of sites, no further CAs, and only for
    /// `names`, `.local` and the private ranges.
    X509Certificate authority(
            KeyPair pair, String name, List<String> names, Instant from, Instant to)
            throws GeneralSecurityException {
        byte[] subject = distinguished(name);
        return signed(
                subject,
                subject,
                pair.getPublic(),
                from,
                to,
                pair.getPrivate(),
                extension(
                        "2.5.29.19", true, Der.sequence(Der.truth(), Der.integer(BigInteger.ZERO))),
                // keyCertSign alone.
                extension("2.5.29.15", true, Der.bits(2, new byte[] {0x04})),
                extension(CONSTRAINTS, true, Der.sequence(Der.within(0, subtrees(names)))),
                extension("2.5.29.14", false, Der.octets(keyId(pair.getPublic()))));
    }

    /// A site's.
    X509Certificate leaf(
            TlsIdentity authority,
            PublicKey key,
            String commonName,
            List<String> names,
            List<InetAddress> addresses,
            Instant from,
            Instant to)
            throws GeneralSecurityException {
        X509Certificate issuer = authority.certificate();
        List<byte[]> alternatives = new ArrayList<>();
        names.forEach(name -> alternatives.add(Der.tagged(DNS, ascii(name))));
        addresses.forEach(address -> alternatives.add(Der.tagged(IP, address.getAddress())));
        return signed(
                issuer.getSubjectX500Principal().getEncoded(),
                distinguished(commonName),
                key,
                from,
                to,
                authority.key(),
                extension("2.5.29.19", true, Der.sequence()),
                // digitalSignature alone.
                extension("2.5.29.15", true, Der.bits(7, new byte[] {(byte) 0x80})),
                extension("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))),
                extension("2.5.29.17", false, Der.sequence(alternatives.toArray(byte[][]::new))),
                extension("2.5.29.14", false, Der.octets(keyId(key))),
                extension(
                        "2.5.29.35",
                        false,
                        Der.sequence(Der.tagged(0, keyId(issuer.getPublicKey())))));
    }

    /// Whether a CA made here may sign for exactly `name`.
    static boolean reaches(X509Certificate authority, String name) {
        byte[] constraints = authority.getExtensionValue(CONSTRAINTS);
        HexFormat hex = HexFormat.of();
        return constraints != null
                && hex.formatHex(constraints)
                        .contains(hex.formatHex(Der.sequence(Der.tagged(DNS, ascii(name)))));
    }

    private X509Certificate signed(
            byte[] issuer,
            byte[] subject,
            PublicKey key,
            Instant from,
            Instant to,
            PrivateKey signer,
            byte[]... extensions)
            throws GeneralSecurityException {
        byte[] body =
                Der.sequence(
                        Der.within(0, Der.integer(BigInteger.TWO)),
                        Der.integer(new BigInteger(127, random).add(BigInteger.ONE)),
                        ECDSA_WITH_SHA256,
                        issuer,
                        Der.sequence(Der.time(from), Der.time(to)),
                        subject,
                        key.getEncoded(),
                        Der.within(3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(body);
        return Pem.certificate(
                Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(0, signature.sign())));
    }

    private static byte[] subtrees(List<String> names) {
        Stream<byte[]> allowed =
                Stream.concat(
                        names.stream().map(name -> Der.tagged(DNS, ascii(name))),
                        RANGES.stream()
                                .map(range -> Der.tagged(IP, HexFormat.of().parseHex(range))));
        return join(allowed.map(base -> Der.sequence(base)).toList());
    }

    private static byte[] join(List<byte[]> parts) {
        int length = parts.stream().mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] distinguished(String commonName) {
        return Der.sequence(attribute("2.5.4.10", "Vigia"), attribute("2.5.4.3", commonName));
    }

    private static byte[] attribute(String oid, String value) {
        return Der.set(Der.sequence(Der.oid(oid), Der.text(value)));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.truth(), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    // RFC 7093, 2: any hash of the key will do, cut to the usual length.
    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(hash, KEY_ID_BYTES);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
