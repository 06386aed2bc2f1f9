package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.json.Json;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.pairing.HostKeyAnnouncement;

/// A new camera and a Pi #B come to know each other, as their owner would have them do.
class PairingIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private final Closer started = new Closer();
    private Path camera;
    private Running web;
    private Client owner;
    private int port;

    @BeforeEach
    void start() throws Exception {
        web = web("b");
        owner = owner("b", web);
        port = sshPort(web);
        camera = Files.createDirectory(folder.resolve("a")).resolve("camera.yml");
        Files.writeString(
                camera,
                """
                data: camera
                clock-trusted: true
                board: {kind: simulated, port: 0}
                video: {source: test, width: 320, height: 240, frames-per-second: 5}
                """);
    }

    @AfterEach
    void stop() {
        started.close();
    }

    private Running web(String name) throws IOException {
        TestKeys.put(folder.resolve(name).resolve("web/host-key"), "pi-" + name);
        TestKeys.put(folder.resolve(name).resolve("web/receipt-key"), "receipts");
        return web(name, 0);
    }

    private Running web(String name, int cameras) throws IOException {
        Path yml = folder.resolve(name).resolve("web.yml");
        Files.writeString(
                yml,
                """
                data: web
                cameras: {address: "127.0.0.1:%d"}
                site: {address: "127.0.0.1:0"}
                """
                        .formatted(cameras));
        return started.add(node("web-node", yml, "", "run"));
    }

    private Client owner(String name, Running web) throws IOException, InterruptedException {
        Path yml = folder.resolve(name).resolve("web.yml");
        String account;
        try (Running adding = node("web-node", yml, "", "user", "add", "owner")) {
            assertThat(adding.exitValue()).isZero();
            account = adding.output();
        }
        Client client = new Client(web.await("the site is at (http://\\S+)"));
        client.signIn("owner", account.replaceAll("(?s).*password: (\\S+).*", "$1"));
        return client;
    }

    private static int sshPort(Running web) throws IOException, InterruptedException {
        return Integer.parseInt(web.await("listening on 127.0.0.1 port (\\d+)"));
    }

    private Running node(String node, Path yml, String typed, String... words) throws IOException {
        Path input = Files.createTempFile(folder, "typed", "");
        Files.writeString(input, typed);
        List<String> command = new ArrayList<>();
        command.add(Running.root().resolve("scripts").resolve(node).toString());
        command.addAll(List.of("--config", yml.toString()));
        command.addAll(List.of(words));
        Path log = Files.createTempFile(folder, node + "-" + words[0], ".log");
        return Running.start(log, command, Map.of(), input);
    }

    private String pair(String typed, int to, int status) throws IOException, InterruptedException {
        try (Running pairing =
                node("camera-node", camera, typed + "\n", "pair", "127.0.0.1:" + to)) {
            assertThat(pairing.exitValue()).as(pairing.output()).isEqualTo(status);
            return pairing.output();
        }
    }

    private static String open(Client owner, String name, boolean replace)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                owner.post(
                        "/api/v1/pairings",
                        "{\"camera\":\"%s\",\"replace\":%b}".formatted(name, replace));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode opened = JSON.readTree(answer.body());
        assertThat(opened.path("camera").asText()).isEqualTo(name);
        return opened.path("code").asText();
    }

    private void awaitOnline(String name) throws IOException, InterruptedException {
        owner.await(
                "/api/v1/cameras",
                list ->
                        list.path("cameras").findValuesAsText("id").contains(name)
                                && list.path("cameras").toString().contains("\"online\":true"));
    }

    @Test
    void aCameraThatIsNotPairedSaysHowToPairAndRunsWhenItIs() throws Exception {
        try (Running unpaired = node("camera-node", camera, "", "run")) {
            assertThat(unpaired.exitValue()).isEqualTo(78);
            assertThat(unpaired.output())
                    .contains("this camera is not paired with a Pi #B: vigia-camera pair");
        }
        String code = open(owner, "front", false);
        assertThat(pair("mistyped\n" + code.toLowerCase(java.util.Locale.ROOT), port, 0))
                .contains("a code has 28 letters and digits, this one has 8")
                .contains("this is camera front of the Pi #B at 127.0.0.1:" + port + " now")
                .contains("the link stands");
        started.add(node("camera-node", camera, "", "run"));
        awaitOnline("front");
        assertThat(pair(code, port, 1)).contains("expects no camera now");
    }

    @Test
    void anotherPiBThanTheOneThatMadeTheCodeIsToldNothing() throws Exception {
        Running other = web("c");
        String code = open(owner, "front", false);
        assertThat(pair(code, sshPort(other), 1))
                .contains("is not the Pi #B that made this code; nothing was told to it");
        assertThat(pair(code, port, 0)).as("the code is good still").contains("the link stands");
    }

    @Test
    void aCameraWhoseKeyWasRevokedMakesANewOne() throws Exception {
        pair(open(owner, "front", false), port, 0);
        String before = Files.readString(folder.resolve("a/camera/identity.pub"));
        assertThat(owner.post("/api/v1/cameras/front/revoke", "").statusCode()).isEqualTo(200);
        assertThat(pair(open(owner, "front", false), port, 0))
                .contains("this key was revoked; make a new one")
                .contains("a new key is made; the old one is kept as identity.old")
                .contains("the link stands");
        assertThat(Files.readString(folder.resolve("a/camera/identity.pub"))).isNotEqualTo(before);
        assertThat(Files.readString(folder.resolve("a/camera/identity.old.pub"))).isEqualTo(before);
    }

    /// A Pi #B that knows the camera, but whose host key is another; tells what `announced` says.
    private Running impostor(String name, HostKeyAnnouncement announced) throws Exception {
        Path its = folder.resolve(name);
        TestKeys.put(its.resolve("web/host-key"), "pi-" + name);
        TestKeys.put(its.resolve("web/receipt-key"), "receipts");
        Files.writeString(its.resolve("web/host-key-announcements.jsonl"), Json.text(announced));
        Path file = its.resolve("web.yml");
        Files.writeString(
                file,
                """
                data: web
                cameras: {address: "127.0.0.1:%d"}
                site: {address: "127.0.0.1:0"}
                """
                        .formatted(port));
        String key = folder.resolve("a/camera/identity.pub").toString();
        try (Running adding = node("web-node", file, "", "camera", "add", "front", "--key", key)) {
            assertThat(adding.exitValue()).as(adding.output()).isZero();
        }
        return started.add(node("web-node", file, "", "run"));
    }

    @Test
    void aRunningCameraTakesAHostKeyThatTheOneBeforeHasAnnouncedAndNobodyElses() throws Exception {
        pair(open(owner, "front", false), port, 0);
        Running running = started.add(node("camera-node", camera, "", "run"));
        web.await("(camera front is online \\(version (?!trial))");
        Path yml = folder.resolve("b/web.yml");
        try (Running rotating = node("web-node", yml, "", "rotate-host-key")) {
            assertThat(rotating.exitValue()).as(rotating.output()).isZero();
        }
        web.close();
        web = web("b", port);
        String shown = web.await("host key (SHA256:\\S+)");
        web.await("(camera front is online)");
        assertThat(running.output()).contains("announced with the one before: " + shown);

        SshPublicKey pinned = RsaIdentity.load(folder.resolve("b/web/host-key")).publicKey();
        RsaIdentity own = TestKeys.key(folder, "pi-d");
        HostKeyAnnouncement forged =
                new HostKeyAnnouncement(
                        pinned.line(),
                        own.publicKey().line(),
                        HostKeyAnnouncement.make(own, own.publicKey()).signature());
        String followed = Files.readString(folder.resolve("a/camera/host-key-succession.json"));
        web.close();
        try (Running forger = impostor("d", forged)) {
            running.await(
                    "(has not announced this host key with the pinned one: if Pi #B was set up"
                            + " anew, sudo vigia-camera pair 127.0.0.1:"
                            + port
                            + ")");
            assertThat(running.output())
                    .contains("the pinned one: " + own.publicKey().fingerprint());
            assertThat(forger.output()).doesNotContain("camera front is online");
        }
        assertThat(folder.resolve("a/camera/host-key-succession.json")).hasContent(followed);
    }
}
