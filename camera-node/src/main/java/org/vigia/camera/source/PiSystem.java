package org.vigia.camera.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the machine has to film with.
///
/// @param model what the board calls itself, e.g. `Raspberry Pi 4 Model B Rev 1.4`; empty where it
///   is no Raspberry Pi
/// @param program the camera program: `rpicam-vid`, or `libcamera-vid` as it was called before
///   Debian 12's later images
public record PiSystem(String model, String program) {
    private static final Path MODEL = Path.of("/proc/device-tree/model");
    private static final List<String> PROGRAMS = List.of("rpicam-vid", "libcamera-vid");
    // "Raspberry Pi 4 …", "… Compute Module 5 …", "… 400 …", "… 500+ …"; Zero and Model B have no
    // number of their own or an old one.
    private static final Pattern GENERATION =
            Pattern.compile("Raspberry Pi (?:Compute Module )?(\\d)(?:\\d\\d)?\\b.*");

    /// What this machine is.
    public static PiSystem ofThisMachine() {
        return of(MODEL, System.getenv("PATH"));
    }

    /// What a machine is.
    ///
    /// @param modelFile where the kernel tells the board's model
    /// @param searchPath folders with programs, as in `PATH`
    public static PiSystem of(Path modelFile, @Nullable String searchPath) {
        return new PiSystem(model(modelFile), program(searchPath));
    }

    /// Whether the board has the H.264 encoder of the Pi 1 to 4. Of what is no Pi, nothing is
    /// known, and libx264 runs everywhere.
    public boolean hardwareEncoder() {
        if (!model.startsWith("Raspberry Pi")) {
            return false;
        }
        Matcher generation = GENERATION.matcher(model);
        return !generation.matches() || generation.group(1).compareTo("5") < 0;
    }

    private static String model(Path file) {
        try {
            // The device tree's texts end in a zero byte.
            return Files.readString(file, StandardCharsets.UTF_8).replace("\0", "").strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String program(@Nullable String searchPath) {
        String folders = searchPath == null ? "" : searchPath;
        for (String name : PROGRAMS) {
            for (String folder : folders.split(":", -1)) {
                if (!folder.isEmpty() && runnable(folder, name)) {
                    return name;
                }
            }
        }
        return PROGRAMS.getFirst();
    }

    private static boolean runnable(String folder, String name) {
        try {
            return Files.isExecutable(Path.of(folder, name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
