package org.vigia.web.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.vigia.shared.process.ChildProcess;

/// The `openssl` command, which knows nothing of our code.
public final class OpenSsl {
    private OpenSsl() {}

    /// Runs it; what it says, its errors included, with its exit status before.
    public static String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        try (ChildProcess process = new ChildProcess("openssl", command)) {
            process.start();
            process.stdin().close();
            String said = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.await(Duration.ofSeconds(20)).orElseThrow();
            return status + "\n" + said + String.join("\n", process.errorLines());
        }
    }

    /// Makes a key of elliptic curves and a certificate that it signs itself.
    public static void selfSigned(Path certificate, Path key, String name)
            throws IOException, InterruptedException {
        String said =
                run(
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "90",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:" + name,
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString());
        if (!said.startsWith("0\n")) {
            throw new IOException(said);
        }
    }
}
