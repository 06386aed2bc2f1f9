package org.vigia.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.vigia.e2e.Pair;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.process.OpenSshServer;
import org.vigia.shared.time.Pace;
import org.vigia.web.ssh.OpenSsh;
import org.vigia.web.store.Evidence;

/// How fast a large file comes in by SCP, with OpenSSH's own client and a camera's key and cipher:
/// to web-node, and by turns to OpenSSH's own server, which neither hashes nor syncs.
final class UploadBench {
    private static final int CHUNK = 1 << 20;

    // What OpenSSL looks at instead of the processor: no AES, no carry-less multiplication.
    private static final Map<String, String> NO_INTRINSICS =
            Map.of("OPENSSL_ia32cap", "~0x200000200000000");

    private final Pace pace = Pace.system();
    private final Path folder;
    private final Map<String, String> environment =
            NodeJvm.withoutIntrinsics() ? NO_INTRINSICS : Map.of();
    private final Path content;
    private final String hash;
    private final int megabytes;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> durable = new ArrayList<>();
    private double processor;

    private UploadBench(Path folder, int megabytes) throws IOException {
        this.folder = folder;
        this.megabytes = megabytes;
        this.content = folder.resolve("content");
        byte[] chunk = new byte[CHUNK];
        Random random = new Random(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(content))) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        this.hash = Sha256.of(content);
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("pair"));
        try (Pair pair = Pair.start(data, Pair.Setup.of("{source: test}"))) {
            // It has shown its key; its encoder would only be in the way.
            pair.camera().signal("TERM");
            RsaIdentity host = RsaIdentity.load(data.resolve("web/host-key"));
            Path key = data.resolve("camera/identity");
            try (OpenSshServer server =
                    OpenSshServer.start(
                            Files.createDirectories(folder.resolve("sshd")),
                            data.resolve("web/host-key"),
                            RsaIdentity.load(key),
                            environment,
                            "",
                            pace)) {
                OpenSsh web = OpenSsh.of(home("web"), pair.sshPort(), host, key, "yard");
                String user = System.getProperty("user.name");
                OpenSsh open = OpenSsh.of(home("open"), server.port(), host, key, user);
                Path inbox = Files.createDirectories(folder.resolve("inbox"));
                // The first of each is for the compiler and the disk.
                for (int i = -1; i < rounds; i++) {
                    double before = Spent.by(pair.web().pid()).seconds();
                    double toWeb = send(web, "");
                    double spent = Spent.by(pair.web().pid()).seconds() - before;
                    double toOpen = send(open, inbox + "/");
                    double synced = toOpen + sync(inbox);
                    if (i >= 0) {
                        ours.add(megabytes / toWeb);
                        theirs.add(megabytes / toOpen);
                        durable.add(megabytes / synced);
                        processor += spent / rounds;
                    }
                }
            }
        }
    }

    private Path home(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /// @return how many seconds it took
    private double send(OpenSsh to, String where) throws IOException, InterruptedException {
        EvidenceName name = new EvidenceName(Evidence.id(), EvidenceKind.CLIP, hash);
        Path file = Files.createLink(folder.resolve(name.text()), content);
        try {
            long began = pace.nanos();
            Process scp =
                    to.start(
                            environment,
                            "scp",
                            "-O",
                            "-q",
                            "-c",
                            NodeJvm.cipher(),
                            file.toString(),
                            to.host() + ":" + where);
            String said = new String(scp.getInputStream().readAllBytes(), UTF_8);
            if (scp.waitFor() != 0) {
                throw new IOException("scp: " + said);
            }
            return (pace.nanos() - began) / 1e9;
        } finally {
            Files.delete(file);
        }
    }

    /// Brings what OpenSSH has written to the disk, and removes it.
    private double sync(Path inbox) throws IOException {
        double seconds = 0;
        try (var files = Files.newDirectoryStream(inbox)) {
            for (Path file : files) {
                long began = pace.nanos();
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                seconds += (pace.nanos() - began) / 1e9;
                Files.delete(file);
            }
        }
        return seconds;
    }

    private void report() {
        System.out.println(
                "| %d MB to | rounds | MB/s, median | least | most |".formatted(megabytes));
        System.out.println("|---|---|---|---|---|");
        row("web-node: hashed, synced, then answered", ours);
        row("OpenSSH: left to the kernel", theirs);
        row("OpenSSH, and synced afterwards", durable);
        System.out.printf(
                Locale.ROOT, "%nweb-node: %.2f CPU-s per 100 MB.%n%n", processor * 100 / megabytes);
        System.out.print(
                verdict("OpenSSH's speed", median(ours) / median(theirs))
                        + verdict("OpenSSH's, synced", median(ours) / median(durable)));
    }

    private static String verdict(String what, double share) {
        return String.format(
                Locale.ROOT,
                "- %.2f of %s, target 0.9: %s%n",
                share,
                what,
                share >= 0.9 ? "met" : "missed");
    }

    private static void row(String to, List<Double> speeds) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %.0f |%n",
                to,
                speeds.size(),
                median(speeds),
                Collections.min(speeds),
                Collections.max(speeds));
    }

    private static double median(List<Double> values) {
        return Figures.percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
    }

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench upload`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "--rounds", "--megabytes");
        System.out.println(
                Machine.line(Clock.systemUTC()) + "; " + Machine.disk(options.folder()) + ".\n");
        UploadBench bench = new UploadBench(options.folder(), options.number("--megabytes", 200));
        bench.measure(options.number("--rounds", 7));
        bench.report();
    }
}
