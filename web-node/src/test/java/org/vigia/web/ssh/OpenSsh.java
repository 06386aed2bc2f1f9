package org.vigia.web.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.crypto.RsaIdentity;

/// The machine's own ssh and scp, with a pinned host key and one identity.
public record OpenSsh(Path directory, int port, Path key, String user) {
    /// What a command said.
    public record Outcome(int status, String output) {}

    /// As a user of a server whose host key is known.
    public static OpenSsh of(Path directory, int port, RsaIdentity host, Path key, String user)
            throws IOException {
        Files.writeString(
                directory.resolve("known_hosts"),
                "[127.0.0.1]:%d %s%n".formatted(port, host.publicKey().line()));
        return new OpenSsh(directory, port, key, user);
    }

    /// Runs `ssh` to its end.
    public Outcome ssh(String... arguments) throws IOException, InterruptedException {
        return run(command("ssh", "-p", arguments));
    }

    Outcome scp(String... arguments) throws IOException, InterruptedException {
        return run(command("scp", "-P", arguments));
    }

    /// Uploads a file by `scp -O`.
    public Outcome upload(Path file) throws IOException, InterruptedException {
        return scp("-O", file.toString(), target());
    }

    String target() {
        return user + "@127.0.0.1:";
    }

    /// The server as `ssh` wants it.
    public String host() {
        return user + "@127.0.0.1";
    }

    /// Starts `ssh` or `scp`.
    public Process start(String program, String... arguments) throws IOException {
        return start(Map.of(), program, arguments);
    }

    /// Starts one with more in its environment.
    public Process start(Map<String, String> environment, String program, String... arguments)
            throws IOException {
        ProcessBuilder builder =
                builder(command(program, program.equals("ssh") ? "-p" : "-P", arguments));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> command(String program, String portFlag, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/" + program, "-F", "none"));
        command.addAll(List.of(portFlag, Integer.toString(port), "-i", key.toString()));
        for (String option :
                List.of(
                        "UserKnownHostsFile=" + directory.resolve("known_hosts"),
                        "StrictHostKeyChecking=yes",
                        "IdentitiesOnly=yes",
                        "IdentityAgent=none",
                        "BatchMode=yes",
                        "ConnectTimeout=20")) {
            command.addAll(List.of("-o", option));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Process process = builder(command).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("does not end: " + command);
        }
        return new Outcome(process.exitValue(), output);
    }
}
