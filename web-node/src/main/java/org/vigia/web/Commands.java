package org.vigia.web;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.config.WebConfig;
import org.vigia.web.health.Verified;
import org.vigia.web.index.EventIndex;
import org.vigia.web.pairing.HostKeys;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.StoreLimits;
import org.vigia.web.store.Verification;
import org.vigia.web.tls.Certificates;
import org.vigia.web.tls.Fingerprint;

/// What the owner does on the console ([UserCommands] has the accounts); works beside a running
/// web-node, which notices. Only `reindex` needs the store for itself.
final class Commands {
    private static final int LONGEST_KEY = 64 * 1024;

    private final WebConfig config;
    private final PrintStream out;

    Commands(WebConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    static boolean knows(List<String> words) {
        return isCameraAdd(words)
                || isCameraRevoke(words)
                || words.equals(List.of("camera", "list"))
                || words.equals(List.of("verify"))
                || words.equals(List.of("ca"))
                || words.equals(List.of("reindex"))
                || words.equals(List.of("rotate-host-key"))
                || UserCommands.knows(words);
    }

    int run(List<String> words) throws IOException {
        DurableFiles.createDirectories(config.data());
        if (isCameraAdd(words)) {
            addCamera(words.get(2), words.get(4));
        } else if (isCameraRevoke(words)) {
            revokeCamera(words.get(2));
        } else if (words.equals(List.of("verify"))) {
            return verify();
        } else if (words.equals(List.of("ca"))) {
            tellAuthority();
        } else if (words.equals(List.of("reindex"))) {
            reindex();
        } else if (words.equals(List.of("rotate-host-key"))) {
            rotateHostKey();
        } else if (UserCommands.knows(words)) {
            users().run(words);
        } else {
            registry().all().forEach(c -> out.println(c.name() + " " + c.key().fingerprint()));
        }
        return 0;
    }

    private void addCamera(String name, String keyFile) throws IOException {
        SshPublicKey key = SshPublicKey.parse(read(keyFile));
        registry().add(name, key);
        note(AuditAction.KEY, name, AuditDetail.REGISTERED.of(key.fingerprint()));
        HostKeys host = HostKeys.load(config.hostKey());
        out.println("# camera " + name + " is registered with the key " + key.fingerprint());
        out.println("# put this line under `web:` in its camera.yml:");
        out.println("host-key: " + host.current().publicKey().line());
        if (!host.announcements().isEmpty()) {
            out.println("# it was rotated: a web-node that runs since before shows it when it is");
            out.println("# started again: sudo systemctl restart vigia-web");
        }
    }

    /// From standard input, since a file in somebody's home may not be for the node's user to read.
    private static String read(String file) throws IOException {
        if (file.equals("-")) {
            byte[] text = System.in.readNBytes(LONGEST_KEY);
            return new String(text, StandardCharsets.UTF_8);
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new IOException(
                    file + ": there is no such file, or not for this user; - reads standard input");
        }
        return Files.readString(Path.of(file));
    }

    private void revokeCamera(String name) throws IOException {
        if (!registry().revoke(name)) {
            throw new IllegalArgumentException("no camera is registered as " + name);
        }
        note(AuditAction.KEY, name, AuditDetail.REVOKED.code());
        out.println("# the key of camera " + name + " is revoked for good");
        out.println(
                "# a running web-node ends its connections within half a second and takes nothing");
        out.println(
                "# more from it; the evidence it has sent stays. The name may be given to a new");
        out.println("# key: vigia-web camera add " + name + " --key FILE");
    }

    private void rotateHostKey() throws IOException {
        HostKeys now = HostKeys.rotate(config.hostKey());
        String fingerprint = now.current().publicKey().fingerprint();
        note(AuditAction.HOST_KEY, "", AuditDetail.ROTATED.of(fingerprint));
        out.println("# the host key is " + fingerprint);
        out.println("# a running web-node shows it when it is started again:");
        out.println("# sudo systemctl restart vigia-web");
        out.println("# each camera then takes it by itself when it next connects; where the old");
        out.println("# one was stolen, pair those anew that are not online within the minute");
    }

    private int verify() throws IOException {
        Path root = config.data().resolve("store");
        Path key = config.receiptKey().resolveSibling(config.receiptKey().getFileName() + ".pub");
        if (!Files.isDirectory(root) || !Files.exists(key)) {
            throw new IOException(
                    "there is no store to verify: no %s or no %s".formatted(root, key));
        }
        Verification.Result result =
                new Verification(
                                root,
                                registry(),
                                SshPublicKey.parse(Files.readString(key)),
                                Pace.system())
                        .run();
        result.remarks().forEach(line -> out.println("# " + line));
        result.faults().forEach(out::println);
        out.println("# %d events, %d faults".formatted(result.events(), result.faults().size()));
        Clock clock = Clock.systemUTC();
        try {
            new Verified(clock.millis(), result.events(), result.faults().size())
                    .keep(config.data());
        } catch (IOException e) {
            out.println("# the site will not know of it: " + e.getMessage());
        }
        return result.faults().isEmpty() ? 0 : 1;
    }

    private void tellAuthority() throws IOException {
        X509Certificate authority = Certificates.authorityIn(config.certificates());
        out.println("# SHA-256 fingerprint of " + authority.getSubjectX500Principal());
        out.println(Fingerprint.of(authority));
    }

    private void reindex() throws IOException {
        Path root = config.data().resolve("store");
        if (!Files.isDirectory(root)) {
            throw new IOException("there is no store to index: no " + root);
        }
        try (EventStore store =
                        new EventStore(
                                root,
                                registry(),
                                RsaIdentity.load(config.receiptKey()),
                                StoreLimits.DEFAULT,
                                Clock.systemUTC(),
                                Pace.system(),
                                (camera, document, signature) -> {});
                EventIndex index =
                        new EventIndex(config.data().resolve("index"), store, config.zone())) {
            store.start();
            index.remakeOnStart();
            index.start();
            out.println("# indexed up to arrival " + store.lastArrival());
        }
    }

    private UserCommands users() {
        Clock clock = Clock.systemUTC();
        return new UserCommands(
                new Accounts(new Journal(config.accounts()), Accounts.DEFAULT_COST, clock),
                audit(),
                out);
    }

    private void note(AuditAction action, String subject, String detail) {
        audit().note(action, "", "console", subject, detail);
    }

    private AuditLog audit() {
        return new AuditLog(config.audit(), Clock.systemUTC());
    }

    private CameraRegistry registry() throws IOException {
        return CameraRegistry.open(config.cameraRegistry(), Clock.systemUTC());
    }

    private static boolean isCameraAdd(List<String> words) {
        return words.size() == 5
                && words.subList(0, 2).equals(List.of("camera", "add"))
                && words.get(3).equals("--key");
    }

    private static boolean isCameraRevoke(List<String> words) {
        return words.size() == 3 && words.subList(0, 2).equals(List.of("camera", "revoke"));
    }
}
