package org.vigia.camera.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.remote.Button;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.durable.DurableFiles;

/// Writes learned buttons into `camera.yml`.
public final class BindingsFile {
    private static final String PREFIX = "remote.bindings.";

    private BindingsFile() {}

    /// Binds these buttons, and changes nothing else: comments, order, owner and permissions stay.
    /// After a crash there is the old file or the new.
    ///
    /// @throws ConfigException when the file is no good as it is
    /// @throws IOException when it cannot be changed, with the lines to put in by hand
    public static void bind(Path file, Map<Button, NecCode> learned)
            throws ConfigException, IOException {
        Path real = file.toRealPath();
        String before = Files.readString(real);
        String after = BindingsBlock.with(before, learned);
        if (!changesOnly(learned, CameraConfigReader.parse(real, before), real, after)) {
            throw new IOException(
                    "%s is written in a way that cannot be changed safely; put this in by hand:%n%s"
                            .formatted(file, BindingsBlock.byHand(learned)));
        }
        DurableFiles.replaceKeepingOwner(real, after.getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the new text means the old one with these buttons.
    private static boolean changesOnly(
            Map<Button, NecCode> learned, CameraConfig before, Path file, String text) {
        CameraConfig after;
        try {
            after = CameraConfigReader.parse(file, text);
        } catch (ConfigException e) {
            return false;
        }
        Map<Button, NecCode> expected = new EnumMap<>(Button.class);
        if (before.effective().keySet().stream().anyMatch(k -> k.startsWith(PREFIX))) {
            expected.putAll(before.remote().bindings());
        }
        expected.putAll(learned);
        return after.remote().bindings().equals(expected) && others(before).equals(others(after));
    }

    private static Map<String, String> others(CameraConfig config) {
        Map<String, String> others = new HashMap<>(config.effective());
        others.keySet().removeIf(key -> key.startsWith(PREFIX));
        return others;
    }
}
