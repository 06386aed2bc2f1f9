package org.vigia.camera.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The ciphers that a camera offers, in SSH's words and its own order, which is what counts: AES
/// first where the JVM uses the processor's instructions for it (a Pi 5, a PC), else ChaCha20, at
/// which Java is several times as fast then
/// (docs/decisions/0014-chacha20-without-aes-instructions.md).
final class Ciphers {
    static final String CHACHA20 = "chacha20-poly1305@openssh.com";

    private static final String AES = "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr";

    // "Features : fp asimd aes …" on ARM, "flags : fpu … aes …" on x86.
    private static final Pattern FEATURES = Pattern.compile("^(Features|flags)\\s*:");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Ciphers() {}

    /// For this machine; `-Dvigia.cpuinfo=/dev/null` is for trying it out as another one.
    static String names() {
        return names(
                Path.of(System.getProperty("vigia.cpuinfo", "/proc/cpuinfo")),
                System.getProperty("os.arch", ""));
    }

    /// @param cpuinfo what the kernel tells of the processors (proc(5)); if it cannot be read, or
    ///   tells nothing, there are no instructions for AES
    /// @param arch the JVM's; the one of 32 bits on ARM uses no such instructions
    static String names(Path cpuinfo, String arch) {
        return !arch.equals("arm") && hasAes(cpuinfo) ? AES + "," + CHACHA20 : CHACHA20 + "," + AES;
    }

    private static boolean hasAes(Path cpuinfo) {
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(FEATURES.asPredicate())
                    .findFirst()
                    .filter(line -> List.of(BLANKS.split(line)).contains("aes"))
                    .isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
