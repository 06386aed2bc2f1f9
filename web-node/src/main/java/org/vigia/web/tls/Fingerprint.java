package org.vigia.web.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.vigia.shared.crypto.Sha256;

/// The SHA-256 of a certificate, as phones and browsers show it.
public final class Fingerprint {
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    private Fingerprint() {}

    /// Pairs of capital hexadecimal digits with colons between them.
    public static String of(X509Certificate certificate) {
        return PAIRS.formatHex(HexFormat.of().parseHex(Sha256.of(encoded(certificate))));
    }

    /// Its DER form.
    ///
    /// @throws IllegalStateException when it has none, which no certificate that was read has
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("it was read from its encoding", e);
        }
    }
}
