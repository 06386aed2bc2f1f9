package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.time.Pace;

/// A thief with Pi #A and its keys takes it away in the middle of an event, and sends by OpenSSH's
/// `scp` what a camera would send, rightly signed, but for one byte of a picture.
class ForgedClipIT {
    @TempDir Path data;
    private Pair pair;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        pair = Pair.start(data, "{source: test, width: 320, height: 180, frames-per-second: 10}");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (pair != null) {
            pair.close();
        }
    }

    @Test
    void theStreamedFilmStaysAndIsShownBesideTheForgeryAndTheEventDiffers() throws Exception {
        Client client = pair.client();
        EventId event = new EventId(smashed(client));
        JsonNode before = client.get("/api/v1/events/" + event);
        String streamed = before.at("/streamed/href").asText();
        byte[] film = Files.readAllBytes(client.download(streamed, data.resolve("before.mp4")));
        byte[] forged = film.clone();
        forged[forged.length - 1] ^= 1;
        for (Path file : sealed(event, forged)) {
            Running scp = pair.scp(file);
            assertThat(scp.exitValue()).as("%s: %s", file, scp.output()).isZero();
        }

        JsonNode after =
                client.await(
                        "/api/v1/events/" + event,
                        e -> e.path("marks").toString().contains("differs"));
        assertThat(after.path("stage").asText()).isEqualTo("whole");
        assertThat(after.at("/streamed/href").asText()).isEqualTo(streamed);
        assertThat(client.download(streamed, data.resolve("after.mp4"))).hasBinaryContent(film);
        assertThat(client.download(after.at("/clip/href").asText(), data.resolve("clip.mp4")))
                .hasBinaryContent(forged);
        assertThat(pair.verify()).isEmpty();
    }

    /// An event whose camera is killed in the middle of it.
    private String smashed(Client client) throws Exception {
        client.await(
                "/api/v1/cameras",
                c ->
                        c.at("/cameras/0/online").asBoolean()
                                && c.at("/cameras/0/status/videoFault").isNull());
        pair.touch("/ir/arm");
        client.await(
                "/api/v1/cameras", c -> c.at("/cameras/0/status/alarm").asText().equals("armed"));
        pair.touch("/pir?ms=60000");
        Pace.system().sleep(Duration.ofSeconds(3));
        assertThat(pair.camera().signal("KILL")).isPresent();
        pair.camera().close();
        JsonNode history =
                client.await(
                        "/api/v1/events?limit=10",
                        e -> e.at("/events/0/streamed/href").isTextual());
        return history.at("/events/0/id").asText();
    }

    /// Snapshot, clip, signature and manifest, as the camera would name and sign them.
    private List<Path> sealed(EventId event, byte[] clip) throws IOException {
        RsaIdentity identity = RsaIdentity.load(data.resolve("camera/identity"));
        List<Path> files = new ArrayList<>();
        // The camera may have sent the picture itself; to leave it out would be refused.
        try (var spooled = Files.list(data.resolve("camera/spool/open/" + event))) {
            spooled.filter(f -> f.getFileName().toString().matches("[0-9a-f-]+\\.snapshot\\..*"))
                    .forEach(files::add);
        }
        files.add(file(event, EvidenceKind.CLIP, clip));
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.add(new Manifest.Entry(file.getFileName().toString(), Files.size(file)));
        }
        Moment started = new Moment(1_772_000_000_000L, true, "boot", 1000);
        Moment ended = new Moment(1_772_000_003_000L, true, "boot", 4000);
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT,
                        event,
                        event,
                        "yard",
                        EventKind.MOTION,
                        identity.publicKey().fingerprint(),
                        1,
                        null,
                        started,
                        ended,
                        1000,
                        4000,
                        entries);
        byte[] document = manifest.bytes();
        files.add(file(event, EvidenceKind.SIGNATURE, identity.sign(document)));
        files.add(file(event, EvidenceKind.MANIFEST, document));
        return files;
    }

    private Path file(EventId event, EvidenceKind kind, byte[] content) throws IOException {
        EvidenceName name = new EvidenceName(event, kind, Sha256.of(content));
        return Files.write(data.resolve(name.text()), content);
    }
}
