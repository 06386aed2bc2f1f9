package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vigia.e2e.Pair;

/// A camera whose encoder costs next to nothing, as a Pi's does: a film that was encoded before, at
/// its own pace, over and over.
final class FilmedCamera {
    private FilmedCamera() {}

    /// Makes the film, three seconds of the generated scene.
    ///
    /// @return the `video:` section of camera.yml, as flow YAML
    static String in(Path folder) throws IOException, InterruptedException {
        Path scene = folder.resolve("scene.yuv");
        Scene.render(null, scene);
        Path film = folder.resolve("film.mkv");
        Ffmpeg.film(scene, film);
        List<String> words = Ffmpeg.begin();
        words.addAll(List.of("-re", "-stream_loop", "-1", "-i", film.toString(), "-c", "copy"));
        words.addAll(List.of("-flush_packets", "1", "-f", "h264", "pipe:1"));
        String command = String.join(", ", words.stream().map(word -> '"' + word + '"').toList());
        return "{source: command, command: [" + command + "]}";
    }

    /// A pair with this camera, ready to see motion after motion. Three key frames again and again
    /// are a picture that stands still, and after a minute an event; nobody is asked for that one.
    static Pair.Setup guarding(Path folder) throws IOException, InterruptedException {
        return new Pair.Setup(
                in(folder),
                "{exit-delay: 0, entry-delay: 0, motion-tail: 1s}",
                "recording: {pre-roll: 2s}\nwatch: {frozen: false}",
                "",
                port -> port,
                _ -> Map.of());
    }
}
