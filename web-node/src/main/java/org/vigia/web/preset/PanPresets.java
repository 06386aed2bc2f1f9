package org.vigia.web.preset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;

/// The named directions of every camera, in one small file that is replaced as a whole. Safe for
/// use by several threads.
public final class PanPresets {
    /// A camera has no more than this.
    static final int MOST = 8;

    private final Path file;
    private Map<String, List<PanPreset>> presets;

    private record Kept(Map<String, List<PanPreset>> cameras) {}

    private PanPresets(Path file, Map<String, List<PanPreset>> presets) {
        this.file = file;
        this.presets = presets;
    }

    /// Reads what is kept in `file`, which need not exist yet; its folder must.
    ///
    /// @throws IOException when it cannot be read, or is something else
    public static PanPresets open(Path file) throws IOException {
        return new PanPresets(
                file,
                Files.exists(file)
                        ? Json.read(Files.readAllBytes(file), Kept.class).cameras()
                        : Map.of());
    }

    /// A camera's, in the order they were given; empty where it has none.
    public synchronized List<PanPreset> of(String camera) {
        return presets.getOrDefault(camera, List.of());
    }

    /// A camera has these from now on, and on the disk when this returns.
    ///
    /// @throws IllegalArgumentException when there are too many, or two of one name; in words for
    ///   who gave them
    /// @throws IOException when the disk refuses; nothing has changed then
    public synchronized void put(String camera, List<PanPreset> given) throws IOException {
        if (given.size() > MOST) {
            throw new IllegalArgumentException(
                    "presets: must be at most %d, were %d".formatted(MOST, given.size()));
        }
        if (given.stream().map(PanPreset::name).distinct().count() < given.size()) {
            throw new IllegalArgumentException("presets: two have the same name");
        }
        Map<String, List<PanPreset>> now = new TreeMap<>(presets);
        now.put(camera, List.copyOf(given));
        DurableFiles.replace(file, Json.bytes(new Kept(now)));
        presets = now;
    }
}
