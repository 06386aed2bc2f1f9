package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether programs can be caged on this machine, and where not, what mends it.
final class CageCheck {
    /// Program and the Debian package that brings it.
    private static final Map<String, String> PACKAGES =
            Map.of(
                    "bwrap", "bubblewrap",
                    "ffmpeg", "ffmpeg",
                    "choom", "util-linux",
                    "prlimit", "util-linux",
                    "env", "coreutils",
                    "nice", "coreutils",
                    "true", "coreutils");

    private final Path programs;
    private final Path settings;
    private final Cage cage;

    /// @param programs where programs are, `/usr/bin`
    /// @param settings the kernel's, `/proc/sys`
    CageCheck(Path programs, Path settings, Cage cage) {
        this.programs = programs;
        this.settings = settings;
        this.cage = cage;
    }

    /// Tries the cage with a program that does nothing.
    ///
    /// @return what is wrong and what mends it; empty when all is well
    Optional<String> problem() throws InterruptedException {
        Optional<String> missing =
                PACKAGES.keySet().stream()
                        .sorted()
                        .filter(p -> !Files.isExecutable(programs.resolve(p)))
                        .findFirst();
        if (missing.isPresent()) {
            String program = missing.get();
            return Optional.of(
                    "%s is missing: apt-get install %s".formatted(program, PACKAGES.get(program)));
        }
        try {
            var nothing = List.of(Cage.PROGRAMS.resolve("true").toString());
            return switch (cage.run(nothing, InputStream.nullInputStream())) {
                case Outcome.Ended(int status, _, _) when status == 0 -> Optional.empty();
                case Outcome.Ended(_, _, String error) ->
                        Optional.of("no sandbox (%s): %s".formatted(error, remedy(error)));
                case Outcome.Stopped(String why) -> Optional.of("no sandbox: " + why);
            };
        } catch (IOException e) {
            return Optional.of("no sandbox: " + e.getMessage());
        }
    }

    /// What stands in the way of user namespaces, by the settings that distributions have for it.
    private String remedy(String error) {
        if (error.contains("/proc/sys") && error.contains("Read-only")) {
            return "/proc/sys is read-only, as in most containers and under a service's"
                    + " ProtectKernelTunables=; leave it writable";
        }
        if (setting("kernel/unprivileged_userns_clone").equals("0")) {
            return "sysctl kernel.unprivileged_userns_clone=1";
        }
        if (setting("user/max_user_namespaces").equals("0")) {
            return "sysctl user.max_user_namespaces=1000";
        }
        if (setting("kernel/apparmor_restrict_unprivileged_userns").equals("1")) {
            return "an AppArmor profile that lets bwrap make user namespaces, or"
                    + " sysctl kernel.apparmor_restrict_unprivileged_userns=0";
        }
        return "user namespaces are denied, as in most containers and under a service's"
                + " RestrictNamespaces=; allow them";
    }

    private String setting(String name) {
        try {
            return Files.readString(settings.resolve(name)).strip();
        } catch (IOException e) {
            // This kernel does not have it.
            return "";
        }
    }
}
