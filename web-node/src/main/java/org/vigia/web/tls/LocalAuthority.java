package org.vigia.web.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;

/// A CA of this node's own, made at the first start and kept, and the site's certificate from it.
/// Key and certificate stand in one file, so that they cannot be of two minds after a power cut.
final class LocalAuthority implements CertificateSource {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAuthority.class);
    private static final String AUTHORITY = "authority.pem";
    private static final int LONGEST_NAME = 40;

    private final Path leafFile;
    private final Supplier<NodeNames> machine;
    private final Clock clock;
    private final CertificateWriter writer = new CertificateWriter();
    private final TlsIdentity authority;
    private @Nullable TlsIdentity leaf;

    private LocalAuthority(
            Path leafFile, Supplier<NodeNames> machine, Clock clock, TlsIdentity authority) {
        this.leafFile = leafFile;
        this.machine = machine;
        this.clock = clock;
        this.authority = authority;
    }

    /// Reads the CA from `directory`, or makes it there.
    ///
    /// @param machine what this machine is called; asked again each time
    /// @throws IOException when it can be neither read nor kept
    static LocalAuthority open(Path directory, Supplier<NodeNames> machine, Clock clock)
            throws IOException {
        DurableFiles.createDirectories(directory);
        Path file = directory.resolve(AUTHORITY);
        if (!Files.exists(file)) {
            TlsIdentity made = newAuthority(machine.get(), clock.instant());
            write(file, made);
            LOG.info(
                    "made a certificate authority of this node's own, {}",
                    made.certificate().getSubjectX500Principal());
        }
        TlsIdentity authority;
        try {
            authority = read(directory);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage()
                            + "; without that file another is made, and every phone has to trust"
                            + " the new one",
                    e);
        }
        return new LocalAuthority(directory.resolve("site.pem"), machine, clock, authority);
    }

    @Override
    public Optional<X509Certificate> authority() {
        return Optional.of(authority.certificate());
    }

    @Override
    public TlsIdentity current() throws IOException {
        TlsIdentity known = leaf == null ? readLeaf() : leaf;
        Wanted wanted = wanted(machine.get());
        if (known == null || !isGood(known.certificate(), wanted)) {
            known = renew(known, wanted);
        }
        leaf = known;
        return known;
    }

    private record Wanted(String commonName, List<String> names, List<InetAddress> addresses) {}

    // The machine may have another name than when the CA was made, which then does not reach so
    // far.
    private Wanted wanted(NodeNames names) {
        X509Certificate ca = authority.certificate();
        return new Wanted(
                names.host(),
                names.names().stream()
                        .filter(name ->
                                name.endsWith(".local") || CertificateWriter.reaches(ca, name))
                        .toList(),
                names.addresses());
    }

    private boolean isGood(X509Certificate certificate, Wanted wanted) {
        try {
            certificate.verify(authority.certificate().getPublicKey());
        } catch (GeneralSecurityException e) {
            return false;
        }
        // What it holds besides does no harm: addresses come and go.
        List<String> held = SubjectNames.of(certificate);
        return held.containsAll(wanted.names())
                && held.containsAll(
                        wanted.addresses().stream().map(InetAddress::getHostAddress).toList())
                && !validity(certificate).isDue(clock.instant());
    }

    private TlsIdentity renew(@Nullable TlsIdentity old, Wanted wanted) throws IOException {
        Validity validity =
                Validity.ofLeaf(
                        clock.instant(),
                        old == null ? null : validity(old.certificate()),
                        validity(authority.certificate()));
        try {
            KeyPair pair = newPair();
            X509Certificate certificate =
                    writer.leaf(
                            authority,
                            pair.getPublic(),
                            wanted.commonName(),
                            wanted.names(),
                            wanted.addresses(),
                            validity.from(),
                            validity.to());
            TlsIdentity made =
                    new TlsIdentity(
                            pair.getPrivate(), List.of(certificate, authority.certificate()));
            write(leafFile, made);
            LOG.info(
                    "made a certificate for {} until {}",
                    String.join(", ", SubjectNames.of(certificate)),
                    validity.to());
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime signs with P-256", e);
        }
    }

    private @Nullable TlsIdentity readLeaf() {
        if (!Files.exists(leafFile)) {
            return null;
        }
        try {
            return readPair(leafFile);
        } catch (IOException e) {
            LOG.warn("{}; a new one is made", e.getMessage());
            return null;
        }
    }

    private static TlsIdentity newAuthority(NodeNames names, Instant now) {
        Validity validity = Validity.ofAuthority(now);
        List<String> reach = new ArrayList<>(names.names());
        reach.removeIf(name -> name.endsWith(".local"));
        reach.addFirst("local");
        try {
            KeyPair pair = newPair();
            // Whoever has made it anew must be able to tell the two apart.
            String mark = Sha256.of(pair.getPublic().getEncoded()).substring(0, 6);
            String host = names.host();
            String name =
                    "Vigia %s %s"
                            .formatted(
                                    host.substring(0, Math.min(LONGEST_NAME, host.length())), mark);
            return new TlsIdentity(
                    pair.getPrivate(),
                    List.of(
                            new CertificateWriter()
                                    .authority(pair, name, reach, validity.from(), validity.to())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime signs with P-256", e);
        }
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static Validity validity(X509Certificate certificate) {
        return new Validity(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }

    private static void write(Path file, TlsIdentity identity) throws IOException {
        StringBuilder text = new StringBuilder(Pem.text(Pem.KEY, identity.key().getEncoded()));
        try {
            for (X509Certificate certificate : identity.chain()) {
                text.append(Pem.text(Pem.CERTIFICATE, certificate.getEncoded()));
            }
        } catch (CertificateException e) {
            throw new IllegalStateException("it was read from its encoding", e);
        }
        DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /// The CA that is kept in `directory`.
    ///
    /// @throws IOException when there is none that can be read
    static TlsIdentity read(Path directory) throws IOException {
        return readPair(directory.resolve(AUTHORITY));
    }

    private static TlsIdentity readPair(Path file) throws IOException {
        PemPair pair = PemPair.of(file, file);
        if (!pair.problems().isEmpty() || pair.identity() == null) {
            throw new IOException(String.join("; ", pair.problems()));
        }
        return pair.identity();
    }
}
