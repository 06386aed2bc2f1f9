package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.pairing.PairingCode;
import org.vigia.web.store.Evidence;

/// A camera that comes to pair, by OpenSSH's own client.
class NewcomerTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private EndpointFixture fixture;
    private OpenSsh newcomer;

    @BeforeEach
    void start() throws IOException {
        SshLimits usual = SshLimits.DEFAULT;
        fixture =
                new EndpointFixture(
                        directory,
                        keys,
                        (camera, in, out, cut) -> in.transferTo(out),
                        i -> i,
                        new SshLimits(
                                usual.waiting(),
                                Duration.ofSeconds(5),
                                usual.loginAttempts(),
                                usual.sessions(),
                                usual.channels(),
                                usual.silence(),
                                usual.uploadStall()));
        Evidence.key(keys, "new");
        newcomer = fixture.client("+pair", "new");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String open(String name) {
        return PairingCode.parse(fixture.pairings.open(name, false).code()).secret();
    }

    private static OpenSsh.Outcome say(OpenSsh client, String secret)
            throws IOException, InterruptedException {
        Process process = client.start("ssh", client.host(), "pair");
        try (var in = process.outputWriter(StandardCharsets.US_ASCII)) {
            in.write(secret + "\n");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new OpenSsh.Outcome(process.exitValue(), said.strip());
    }

    @Test
    void withoutAnOpenCodeNobodyComesIn() throws Exception {
        assertThat(say(newcomer, "0123456789").output()).contains("Permission denied");
    }

    @Test
    void theRightSecretMakesItACamera() throws Exception {
        String secret = open("front");
        assertThat(say(newcomer, "WRONG00000").output())
                .startsWith("refused: this is not the code that the site shows now");
        assertThat(say(newcomer, secret))
                .isEqualTo(new OpenSsh.Outcome(0, "{\"camera\":\"front\"}"));
        assertThat(fixture.cameras.registry.find("front")).isPresent();
        assertThat(say(newcomer, secret).output()).contains("Permission denied");
        assertThat(
                        fixture.client("front", "new")
                                .ssh(fixture.client("front", "new").host())
                                .output())
                .as("it is a camera now")
                .contains("it takes files by `scp -t` and nothing else");
    }

    @Test
    void aNewcomerCanDoNothingElse() throws Exception {
        open("front");
        for (String command : new String[] {"scp -t .", "host-key", "ls", "pair x", "sh -c pair"}) {
            assertThat(newcomer.ssh(newcomer.host(), command))
                    .as(command)
                    .satisfies(o -> assertThat(o.status()).isEqualTo(1))
                    .satisfies(o -> assertThat(o.output()).contains("refused"));
        }
        assertThat(newcomer.ssh("-W", "vigia-frames:1", newcomer.host()).output())
                .contains("a newcomer has one channel, to pair");
        assertThat(newcomer.ssh("-s", newcomer.host(), "sftp").output())
                .contains("subsystem request failed");
        assertThat(newcomer.ssh("-tt", newcomer.host(), "pair").output())
                .contains("PTY allocation request failed");
    }

    @Test
    void aNewcomerWhoSaysNothingIsSentAway() throws Exception {
        open("front");
        Process process = newcomer.start("ssh", newcomer.host(), "pair");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    @Test
    void newcomersTakeNoSeatsFromCameras() throws Exception {
        open("front");
        OpenSsh door = fixture.door();
        Process[] crowd = new Process[6];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = newcomer.start("ssh", newcomer.host(), "pair");
        }
        assertThat(door.ssh(door.host()).output()).contains("and nothing else");
        for (Process one : crowd) {
            one.destroy();
            assertThat(one.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
