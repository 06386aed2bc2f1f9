package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.vigia.shared.clip.Clip;
import org.vigia.shared.clip.ClipWriter;

/// Makes a film that plays of a stream: its frames in the order they were filmed, one at a time in
/// memory. Frames behind a hole stay, though their pictures may be broken up to the next key frame.
final class StreamedFilm {
    private StreamedFilm() {}

    /// Writes and syncs a film.
    ///
    /// @param stream the file that was scanned
    /// @param film a file that may be there already
    /// @throws IOException when the disk refuses; the film is then of no use
    /// @throws IllegalArgumentException when the stream has no key frame
    static Clip write(Path stream, StreamScan scan, Path film) throws IOException {
        List<StreamIndex.Held> frames = scan.index().film();
        if (frames.isEmpty()) {
            throw new IllegalArgumentException(stream + ": no key frame in it");
        }
        try (FileChannel in = FileChannel.open(stream);
                FileChannel out =
                        FileChannel.open(
                                film,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            ClipWriter writer = new ClipWriter(out, scan.config());
            for (StreamIndex.Held held : frames) {
                writer.add(StreamFile.read(in, held));
            }
            Clip clip = writer.finish();
            out.force(true);
            return clip;
        }
    }
}
