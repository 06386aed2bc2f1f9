package org.vigia.web.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.time.Pace;

/// The certificate that the site shows, looked after once a minute: renewed, made for new
/// addresses, read again. Where that fails, the one until now is shown on. Safe for use by several
/// threads.
public final class Certificates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final CertificateSource source;
    private volatile TlsIdentity shown;
    private volatile Consumer<TlsIdentity> listener = identity -> {};
    private String lastTrouble = "";
    private final Beat rounds;

    private Certificates(CertificateSource source, Pace pace) throws IOException {
        this.source = source;
        this.rounds = new Beat("certificates", ROUND, pace, this::look);
        this.shown = source.current();
    }

    /// A CA of this node's own.
    ///
    /// @param directory where it is kept
    /// @param machine what this machine is called; asked once a minute
    /// @throws IOException when it can be neither read nor made
    public static Certificates local(
            Path directory, Supplier<NodeNames> machine, Clock clock, Pace pace)
            throws IOException {
        return new Certificates(LocalAuthority.open(directory, machine, clock), pace);
    }

    /// The owner's files.
    ///
    /// @throws IOException when they cannot be used
    public static Certificates files(TlsSettings.Files files, Clock clock, Pace pace)
            throws IOException {
        return new Certificates(new OwnersFiles(files.certificate(), files.key(), clock), pace);
    }

    /// The CA that was made in `directory`.
    ///
    /// @throws IOException when there is none
    public static X509Certificate authorityIn(Path directory) throws IOException {
        return LocalAuthority.read(directory).certificate();
    }

    /// What is shown now.
    public TlsIdentity identity() {
        return shown;
    }

    /// The CA that people have to trust first; empty where they know it already.
    public Optional<X509Certificate> authority() {
        return source.authority();
    }

    /// Who is told of a new one, on the thread that looks after it; replaces whom was told before.
    public void onChange(Consumer<TlsIdentity> told) {
        listener = told;
    }

    /// Looks after it from now on.
    public void start() {
        rounds.startLater();
    }

    /// Ends looking after it; idempotent.
    @Override
    public void close() {
        rounds.close();
    }

    /// Looks once.
    void look() {
        try {
            TlsIdentity now = source.current();
            lastTrouble = "";
            if (!now.equals(shown)) {
                shown = now;
                listener.accept(now);
            }
        } catch (IOException e) {
            String trouble = String.valueOf(e.getMessage());
            if (!trouble.equals(lastTrouble)) {
                LOG.warn("the certificate until now is shown on: {}", trouble);
                lastTrouble = trouble;
            }
        }
    }
}
