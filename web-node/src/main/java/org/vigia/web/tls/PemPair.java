package org.vigia.web.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A certificate with its chain and the key that belongs to it, read from PEM files with every
/// problem said. Whether they hold today is not asked: a clock may be wrong, and a node that
/// receives evidence must start all the same.
///
/// @param identity null where there is a problem
/// @param problems what is wrong, in words, each with its file
record PemPair(@Nullable TlsIdentity identity, List<String> problems) {
    private static final long LARGEST = 1 << 20;
    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    PemPair {
        problems = List.copyOf(problems);
    }

    /// Reads both files, which may be the same.
    static PemPair of(Path certificateFile, Path keyFile) {
        List<String> problems = new ArrayList<>();
        List<X509Certificate> chain = chain(certificateFile, problems);
        PrivateKey key = key(keyFile, problems);
        if (!chain.isEmpty() && key != null) {
            PublicKey own = chain.getFirst().getPublicKey();
            if (!areOnePair(key, own)) {
                problems.add(
                        "%s: is not the key of the first certificate in %s"
                                .formatted(keyFile, certificateFile));
            }
        }
        return problems.isEmpty() && key != null
                ? new PemPair(new TlsIdentity(key, chain), problems)
                : new PemPair(null, problems);
    }

    private static List<X509Certificate> chain(Path file, List<String> problems) {
        List<X509Certificate> chain = new ArrayList<>();
        int before = problems.size();
        try {
            for (Pem.Block block : blocks(file, problems)) {
                if (block.label().equals(Pem.CERTIFICATE)) {
                    chain.add(Pem.certificate(block.content()));
                }
            }
        } catch (CertificateException e) {
            problems.add(
                    "%s: certificate %d cannot be read: %s"
                            .formatted(file, chain.size() + 1, e.getMessage()));
            return List.of();
        }
        if (chain.isEmpty() && problems.size() == before) {
            problems.add("%s: holds no certificate (BEGIN CERTIFICATE)".formatted(file));
        }
        checkLinks(file, chain, problems);
        return chain;
    }

    private static void checkLinks(Path file, List<X509Certificate> chain, List<String> problems) {
        if (!chain.isEmpty() && bits(chain.getFirst().getPublicKey()) < LEAST_RSA_BITS) {
            problems.add(
                    "%s: its RSA key is too short: at least %d bits"
                            .formatted(file, LEAST_RSA_BITS));
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            try {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            } catch (GeneralSecurityException e) {
                problems.add(
                        "%s: certificate %d is not signed by certificate %d; the site's own must stand"
                                        .formatted(file, i + 1, i + 2)
                                + " first, then the one that signed it, and so on");
                return;
            }
        }
    }

    // Elliptic curves are long enough where Java reads them at all.
    private static int bits(PublicKey key) {
        return key instanceof RSAKey rsa ? rsa.getModulus().bitLength() : Integer.MAX_VALUE;
    }

    private static @Nullable PrivateKey key(Path file, List<String> problems) {
        int before = problems.size();
        for (Pem.Block block : blocks(file, problems)) {
            switch (block.label()) {
                case Pem.KEY -> {
                    try {
                        checkPrivacy(file, problems);
                        return Pem.key(block.content());
                    } catch (GeneralSecurityException e) {
                        problems.add(
                                "%s: the key is neither one of elliptic curves nor RSA"
                                        .formatted(file));
                        return null;
                    }
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    problems.add(
                            "%s: the key is locked by a password; unlock it: openssl pkey -in %s -out"
                                            .formatted(file, file)
                                    + " unlocked.pem");
                    return null;
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    problems.add(
                            "%s: the key has an old form; convert it: openssl pkey -in %s -out new.pem"
                                    .formatted(file, file));
                    return null;
                }
                default -> {
                    // Certificates and curve parameters may stand beside it.
                }
            }
        }
        if (problems.size() == before) {
            problems.add("%s: holds no private key (BEGIN PRIVATE KEY)".formatted(file));
        }
        return null;
    }

    private static void checkPrivacy(Path file, List<String> problems) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                problems.add(
                        "%s: others may read or change it: chmod 600 %s".formatted(file, file));
            }
        } catch (IOException e) {
            problems.add("%s: cannot be read".formatted(file));
        }
    }

    private static List<Pem.Block> blocks(Path file, List<String> problems) {
        try {
            if (Files.size(file) > LARGEST) {
                problems.add("%s: is too long for a certificate or a key".formatted(file));
                return List.of();
            }
            return Pem.blocks(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read" : "there is no such file";
            String problem = "%s: %s".formatted(file, why);
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
            return List.of();
        } catch (IllegalArgumentException e) {
            problems.add("%s: is damaged: %s".formatted(file, e.getMessage()));
            return List.of();
        }
    }

    private static boolean areOnePair(PrivateKey key, PublicKey other) {
        if (key instanceof ECKey != other instanceof ECKey) {
            return false;
        }
        String algorithm = key instanceof ECKey ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] document = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(document);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(document);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
