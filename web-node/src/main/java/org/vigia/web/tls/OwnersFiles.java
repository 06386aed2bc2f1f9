package org.vigia.web.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;

/// The owner's certificate and key, read again when their content has changed.
final class OwnersFiles implements CertificateSource {
    private static final Logger LOG = LoggerFactory.getLogger(OwnersFiles.class);

    private final Path certificateFile;
    private final Path keyFile;
    private final Clock clock;
    private String readHash = "";
    private @Nullable TlsIdentity shown;
    private boolean warned;

    OwnersFiles(Path certificateFile, Path keyFile, Clock clock) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.clock = clock;
    }

    @Override
    public Optional<X509Certificate> authority() {
        return Optional.empty();
    }

    @Override
    public TlsIdentity current() throws IOException {
        String hash = Sha256.of(content(certificateFile)) + Sha256.of(content(keyFile));
        if (shown == null || !hash.equals(readHash)) {
            PemPair pair = PemPair.of(certificateFile, keyFile);
            readHash = hash;
            warned = false;
            if (pair.identity() == null) {
                throw new IOException(String.join("; ", pair.problems()));
            }
            shown = pair.identity();
        }
        checkDates(shown.certificate());
        return shown;
    }

    private void checkDates(X509Certificate certificate) {
        Instant now = clock.instant();
        boolean isOver = now.isAfter(certificate.getNotAfter().toInstant());
        boolean isEarly = now.isBefore(certificate.getNotBefore().toInstant());
        if (!warned && Validity.isBelievable(now) && (isOver || isEarly)) {
            warned = true;
            LOG.warn(
                    "{}: the certificate holds from {} to {} only; browsers refuse it",
                    certificateFile,
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }

    // A pair may be replaced one file after the other: what cannot be read now counts as changed.
    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("%s: cannot be read".formatted(file), e);
        }
    }
}
