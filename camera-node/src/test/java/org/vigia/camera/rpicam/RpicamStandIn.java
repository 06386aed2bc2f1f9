package org.vigia.camera.rpicam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Puts an executable `rpicam-vid` into a folder. The environment says what it meets:
///
/// - `RPICAM_PLATFORM`: `vc4` (Pi up to 4), `pisp` (Pi 5);
/// - `RPICAM_CAMERA`: `there`, `missing`, `busy`, `silent`;
/// - `RPICAM_AGE`: `new`, `old` (libav without frame times);
/// - `RPICAM_FRAMES`: how many frames there are before the camera freezes;
/// - `RPICAM_MISCHIEF`: `halves` (pauses within frames), `jitter`, and for the times `no-times`,
///   `garbage`, `gaps`, `surplus`.
public final class RpicamStandIn {
    private RpicamStandIn() {}

    /// Writes the program, which runs with the class path of this test.
    ///
    /// @return the program
    public static Path install(Path folder, Map<String, String> environment) throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        environment.forEach((k, v) -> script.append("export %s='%s'\n".formatted(k, v)));
        script.append(
                "exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                RpicamVid.class.getName()));
        Path program = folder.resolve("rpicam-vid");
        Files.writeString(program, script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
