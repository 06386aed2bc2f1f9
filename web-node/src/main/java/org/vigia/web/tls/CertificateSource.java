package org.vigia.web.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Where the site's certificate comes from.
interface CertificateSource {
    /// What is to be shown now; the same object for as long as nothing has changed. Asked once a
    /// minute, by one thread at a time.
    ///
    /// @throws IOException when something new is wanted or there, and cannot be had; in words. What
    ///   was shown until now is then shown on
    TlsIdentity current() throws IOException;

    /// The CA that people have to trust first; empty where they know it already.
    Optional<X509Certificate> authority();
}
