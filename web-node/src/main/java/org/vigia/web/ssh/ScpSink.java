package org.vigia.web.ssh;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.vigia.shared.link.ForeignText;
import org.vigia.web.store.Inbox;
import org.vigia.web.store.Verdict;

/// The receiving end of SCP: what `scp -t` is elsewhere, with the final OK of a file sent only when
/// the inbox has taken it. See [ScpHeader] for the protocol's source.
final class ScpSink {
    private static final Logger LOG = LoggerFactory.getLogger(ScpSink.class);
    private static final int CHUNK = 64 * 1024;

    private final String camera;
    private final Inbox inbox;
    private final InputStream in;
    private final OutputStream out;
    private final Progress progress;
    private boolean complained;

    ScpSink(String camera, Inbox inbox, InputStream in, OutputStream out, Progress progress) {
        this.camera = camera;
        this.inbox = inbox;
        this.in = in;
        this.out = out;
        this.progress = progress;
    }

    /// Receives files until the source ends.
    ///
    /// @return the exit status: 0 when all that was offered has been taken
    /// @throws IOException when the connection is lost
    int receive() throws IOException {
        progress.waitForSource();
        ok();
        for (@Nullable String line = readLine(); line != null; line = readLine()) {
            progress.waitForSource();
            boolean goOn =
                    switch (ScpHeader.parse(line)) {
                        case ScpHeader.File file -> take(file);
                        case ScpHeader.Times times -> ok();
                        case ScpHeader.Directory directory ->
                                fatal("refused: directories are not taken");
                        case ScpHeader.Complaint complaint -> complaint(complaint);
                        case ScpHeader.Broken broken -> fatal("refused: scp: " + broken.why());
                    };
            if (!goOn) {
                return 1;
            }
        }
        return complained ? 1 : 0;
    }

    private boolean take(ScpHeader.File file) throws IOException {
        progress.work();
        Inbox.Answer answer = inbox.offer(camera, file.name(), file.size());
        progress.waitForSource();
        return switch (answer) {
            case Inbox.Answer.No no -> answer(file.name(), no.verdict());
            case Inbox.Answer.Send send -> {
                try (Inbox.Upload upload = send.upload()) {
                    ok();
                    yield answer(file.name(), receive(file, upload));
                }
            }
        };
    }

    private Verdict receive(ScpHeader.File file, Inbox.Upload upload) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, file.size()))];
        @Nullable IOException failure = null;
        for (long left = file.size(); left > 0; ) {
            int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (n < 0) {
                throw new EOFException(
                        "%s: %d of %d bytes missing".formatted(file.name(), left, file.size()));
            }
            left -= n;
            progress.came(n);
            if (failure == null) {
                failure = write(upload, chunk, n);
            }
        }
        // The source says after the last byte whether it could read its file to the end.
        int status = in.read();
        if (status < 0) {
            throw new EOFException(file.name() + ": no word after the last byte");
        }
        if (status != 0) {
            @Nullable String why = readLine();
            return new Verdict.Later(
                    "the source could not read its file: " + ForeignText.line(why));
        }
        if (failure != null) {
            LOG.error("{}: {} could not be written", camera, file.name(), failure);
            return new Verdict.Later("the store could not write it");
        }
        progress.work();
        Verdict verdict = upload.finish();
        progress.waitForSource();
        return verdict;
    }

    private static @Nullable IOException write(Inbox.Upload upload, byte[] chunk, int length) {
        try {
            upload.write(chunk, 0, length);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private boolean answer(String name, Verdict verdict) throws IOException {
        if (verdict instanceof Verdict.Accepted) {
            LOG.debug("{}: {} taken", camera, name);
            return ok();
        }
        // What is to come again comes often: why it must is told where it is decided.
        boolean forGood = verdict instanceof Verdict.Refused;
        LOG.atLevel(forGood ? Level.WARN : Level.DEBUG)
                .log(
                        "{}: {}: {}",
                        camera,
                        ForeignText.line(name),
                        ForeignText.line(verdict.text()));
        return error(1, verdict.text());
    }

    private boolean complaint(ScpHeader.Complaint complaint) {
        complained = true;
        LOG.info("{}: its scp says: {}", camera, ForeignText.line(complaint.text()));
        return !complaint.fatal();
    }

    private boolean ok() throws IOException {
        out.write(0);
        out.flush();
        return true;
    }

    private boolean fatal(String text) throws IOException {
        LOG.warn("{}: {}", camera, text);
        error(2, text);
        return false;
    }

    private boolean error(int severity, String text) throws IOException {
        complained = true;
        out.write(severity);
        out.write((ForeignText.line(text) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    /// One line without its break; null at the end of the stream. An overlong or cut one comes back
    /// as a line that parses as broken.
    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return line.size() == 0 ? null : "";
            }
            if (line.size() == ScpHeader.MAX_LINE) {
                return "";
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
