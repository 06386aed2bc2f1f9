package org.vigia.web.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// What a server proves itself with.
///
/// @param key the private half of the first certificate's key
/// @param chain the site's certificate first, then those that lead from it towards a root
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    /// Takes a copy.
    ///
    /// @throws IllegalArgumentException when there is no certificate
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
    }

    /// The site's own.
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// When the certificate ends, in wall milliseconds.
    public long endMillis() {
        return certificate().getNotAfter().toInstant().toEpochMilli();
    }

    /// Without the key.
    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}
