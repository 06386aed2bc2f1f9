package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CageCheckTest {
    @TempDir Path programs;
    @TempDir Path settings;

    @BeforeEach
    void allButTheDoor() throws IOException {
        for (String name : List.of("env", "nice", "choom", "prlimit", "ffmpeg", "true")) {
            real(name);
        }
        Files.createDirectories(settings.resolve("kernel"));
        Files.createDirectories(settings.resolve("user"));
    }

    private void real(String name) throws IOException {
        script(name, "exec %s \"$@\"".formatted(Cage.PROGRAMS.resolve(name)));
    }

    private void deniedDoor(String words) throws IOException {
        script("bwrap", "echo 'bwrap: %s' >&2; exit 1".formatted(words));
    }

    private void script(String name, String line) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n%s\n".formatted(line));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String problem() throws InterruptedException {
        Cage cage = new Cage(programs, CageLimits.ONE_FRAME);
        return new CageCheck(programs, settings, cage).problem().orElse("");
    }

    @Test
    void aMissingProgramIsNamedWithItsPackage() throws Exception {
        assertThat(problem()).isEqualTo("bwrap is missing: apt-get install bubblewrap");
        Files.delete(programs.resolve("prlimit"));
        real("bwrap");
        assertThat(problem()).isEqualTo("prlimit is missing: apt-get install util-linux");
    }

    @Test
    void aKernelThatDeniesNamespacesIsNamedWithItsSetting() throws Exception {
        deniedDoor("No permissions to create new namespace");
        String denied = "no sandbox (bwrap: No permissions to create new namespace): ";
        assertThat(problem()).startsWith(denied + "user namespaces are denied, as in most cont");
        Files.writeString(settings.resolve("kernel/apparmor_restrict_unprivileged_userns"), "1\n");
        assertThat(problem()).startsWith(denied + "an AppArmor profile that lets bwrap make");
        Files.writeString(settings.resolve("user/max_user_namespaces"), "0\n");
        assertThat(problem()).isEqualTo(denied + "sysctl user.max_user_namespaces=1000");
        Files.writeString(settings.resolve("kernel/unprivileged_userns_clone"), "0\n");
        assertThat(problem()).isEqualTo(denied + "sysctl kernel.unprivileged_userns_clone=1");
    }

    @Test
    void aServiceThatMayNotWriteTheKernelsSettingsIsToldSo() throws Exception {
        deniedDoor("cannot open /proc/sys/user/max_user_namespaces: Read-only file system");
        assertThat(problem()).contains("under a service's ProtectKernelTunables=; leave it writ");
    }

    @Test
    void withoutACageNothingIsDecodedUntilThereIsOne(@TempDir Path directory) throws Exception {
        byte[] film = TestFilm.make(directory, "testsrc2=size=320x180:rate=25:duration=1");
        try (CagedFfmpeg maker =
                new CagedFfmpeg(new BubblewrapDecoder(programs, settings, CageLimits.ONE_FRAME))) {
            maker.start();
            for (int i = 0; i < 2; i++) {
                assertThat(maker.make(TestFilm.film(film), 320))
                        .isEqualTo(
                                new Picture.None("bwrap is missing: apt-get install bubblewrap"));
            }
            real("bwrap");
            assertThat(maker.make(TestFilm.film(film), 320)).isInstanceOf(Picture.Jpeg.class);
        }
    }
}
