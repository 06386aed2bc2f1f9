package org.vigia.camera.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.vigia.camera.delivery.UploadGate;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;

class ScpUploaderTest {
    private static final EvidenceName NAME =
            new EvidenceName(
                    new EventId("01990000-0000-7000-8000-000000000001"),
                    EvidenceKind.CLIP,
                    "0123456789abcdef".repeat(4));

    @Test
    void eachChunkButTheFirstAsksWhetherEvidenceIsBehind() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        UploadGate gate = new UploadGate(() -> asked.incrementAndGet() < 0, new FakePace());
        byte[] content = new byte[100_000];
        content[99_999] = 7;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ScpUploader.copy(new ByteArrayInputStream(content), out, content.length, NAME, gate);
        assertThat(out.toByteArray()).isEqualTo(content);
        assertThat(asked).hasValue(3);
        ScpUploader.copy(new ByteArrayInputStream(content), out, 32_768, NAME, gate);
        assertThat(asked).as("a small file goes at once").hasValue(3);
    }

    @Test
    void anUploadThatGivesWayCanBeEnded() {
        UploadGate gate = new UploadGate(() -> true, Pace.system());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() ->
                        ScpUploader.copy(
                                new ByteArrayInputStream(new byte[100_000]),
                                new ByteArrayOutputStream(),
                                100_000,
                                NAME,
                                gate))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("the upload was ended from here");
        assertThat(Thread.interrupted()).isTrue();
    }
}
