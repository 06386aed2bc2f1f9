package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How the scripts end that prove the packages and the machine: who reads 69 believes that nothing
/// is broken.
@Timeout(60)
class ScriptsTest {
    private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();

    @TempDir Path directory;

    private record Ended(int status, String output) {}

    private Ended bash(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
        builder.environment().put("SCRIPTS", SCRIPTS.toString());
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        Path log = directory.resolve("log");
        Process process =
                builder.directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + Files.readString(log));
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }

    /// The rig's cache, with parts that end as they are told to.
    private Ended buildsMachine(int packages, int modules) throws Exception {
        Path here = Files.createDirectories(directory.resolve("scripts/hil.d/guest"));
        Files.writeString(here.resolve("files"), "");
        for (String name : List.of("apt", "tools", "pwm-stand-in.c")) {
            Files.writeString(here.resolveSibling(name), "");
        }
        part("packages", packages);
        part("modules", modules);
        part("image", 0);
        return bash(
                """
                uname() { echo x86_64; }
                apt-get() { :; }
                df() { echo 9000M; }
                fresh=yes
                . "$SCRIPTS/hil.d/cache"
                build_machine
                echo built
                """);
    }

    private void part(String name, int status) throws IOException {
        Path file = directory.resolve("scripts/hil.d").resolve(name);
        Files.writeString(file, "#!/bin/sh\necho this is " + name + "\nexit " + status + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theRigThatCannotFetchItsPackagesCannotRunHere() throws Exception {
        Ended ended = buildsMachine(69, 0);
        assertThat(ended.status()).isEqualTo(69);
        assertThat(ended.output())
                .endsWith(
                        "this is packages\nscripts/hil cannot run here: Debian's packages are not"
                                + " to be had (see above)\n");
    }

    @Test
    void aFaultOfTheRigsOwnIsAFailure() throws Exception {
        Ended packages = buildsMachine(100, 0);
        assertThat(packages.status()).isEqualTo(1);
        assertThat(packages.output())
                .endsWith(
                        "scripts/hil: unpacking Debian's packages failed with status 100 (see"
                                + " above)\n");
        Ended modules = buildsMachine(0, 2);
        assertThat(modules.status()).isEqualTo(1);
        assertThat(modules.output())
                .endsWith(
                        "scripts/hil: building the kernel's modules failed with status 2 (see"
                                + " above)\n");
        assertThat(buildsMachine(0, 0)).extracting(Ended::status).isEqualTo(0);
    }

    @Test
    void aMachineThatHangsIsEnded() throws Exception {
        Ended ended = bash("cache=$PWD; . \"$SCRIPTS/hil.d/tools\"; bounded 1 sleep 600");
        assertThat(ended)
                .isEqualTo(new Ended(124, "sleep has not ended within 1 s and was ended\n"));
    }

    /// The rig's own apt, where the real one fails in what `failing` matches.
    private Ended fetches(String failing) throws Exception {
        return bash(
                """
                apt-get() { [[ "$*" != %s ]] || return 100; }
                cache=$PWD
                . "$SCRIPTS/hil.d/apt"
                apt_of guest trixie arm64
                fetch busybox
                only busybox
                echo fetched
                """
                        .formatted(failing));
    }

    @Test
    void aMirrorThatDoesNotAnswerIsNoFaultAndAPackageThatItHasNotIsOne() throws Exception {
        assertThat(fetches("none")).isEqualTo(new Ended(0, "fetched\n"));
        for (String away : List.of("update*", "*--download-only*", "'download -qq busybox'")) {
            Ended ended = fetches(away);
            assertThat(ended.status()).as(away).isEqualTo(69);
            assertThat(ended.output()).startsWith("Debian's packages cannot be fetched from http");
        }
        for (String lacking : List.of("install*--print-uris*", "download*--print-uris*")) {
            assertThat(fetches(lacking)).as(lacking).isEqualTo(new Ended(100, ""));
        }
    }

    @Test
    void theMachineFindsItsForwarderInAFolderWithASpaceInItsName() throws Exception {
        Ended ended =
                bash(
                        """
                        mkdir -p "a clone" cache/tools/usr/bin
                        cp "$SCRIPTS"/hil.d/{boot,tools} "a clone"
                        printf '#!/bin/sh\\necho "forwards to $1"\\n' >"a clone/forward"
                        printf '#!/bin/bash\\nfor w in "$@"; do [[ $w != *-cmd:* ]] || eval "${w##*-cmd:}"; done\\n' \\
                            >cache/tools/usr/bin/qemu-system-aarch64
                        chmod +x "a clone/forward" cache/tools/usr/bin/*
                        "a clone/boot" "$PWD/cache" "$PWD" 8022
                        """);
        assertThat(ended).isEqualTo(new Ended(0, "forwards to 8022\n"));
    }

    @Test
    void whatAScriptNeedsIsNamedByItsPackage() throws Exception {
        Ended ended = bash(". \"$SCRIPTS/prerequisites\"; PATH=/nowhere; need pgrep ip");
        assertThat(ended.status()).isEqualTo(69);
        assertThat(ended.output()).startsWith("missing: procps iproute2\n");
    }
}
