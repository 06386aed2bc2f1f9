package org.vigia.camera.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.doctor.Machine.Membership;
import org.vigia.camera.gpio.PiSettings;
import org.vigia.camera.link.LinkDialer;
import org.vigia.camera.pwm.PwmSettings;
import org.vigia.camera.rpicam.RpicamStandIn;
import org.vigia.camera.source.PiCamera;
import org.vigia.camera.source.PiCamera.Night;
import org.vigia.camera.source.PiSystem;
import org.vigia.camera.source.Picture;
import org.vigia.camera.source.Picture.Flip;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.spool.SpoolLimits;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;

@Timeout(120)
class ChecksTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Optional<PiSettings> WIRED = Optional.of(PiSettings.defaults());

    @TempDir Path root;
    private Machine machine;

    @BeforeEach
    void build() {
        machine = new Machine(root, "vigia-camera", 1);
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> lines(List<Check> checks) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = new Doctor(checks, Words.in("en"), lines, false).examine();
        List<String> said = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(status).isEqualTo(said.stream().anyMatch(l -> l.startsWith("FAIL")) ? 1 : 0);
        return said;
    }

    @Test
    void aPiInOrderIsOk() throws Exception {
        file("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        file("etc/group", "root:x:0:\nvideo:x:44:pi,vigia-camera\ngpio:x:997:vigia-camera\n");
        file("dev/gpiochip0", "");
        file("sys/bus/gpio/devices/gpiochip0/of_node/compatible", "brcm,bcm2711-gpio\0");
        file("proc/sys/kernel/osrelease", "6.12.47+rpt-rpi-v8\n");
        file("boot/config-6.12.47+rpt-rpi-v8", "CONFIG_GPIO_CDEV=y\nCONFIG_GPIO_CDEV_V1=y\n");
        file("sys/class/pwm/pwmchip0/export", "");
        file("dev/lirc0", "");
        assertThat(lines(new HardwareChecks(machine).all(WIRED, true)))
                .containsExactly(
                        "ok   board: Raspberry Pi 4 Model B Rev 1.4",
                        "ok   user vigia-camera is in the group gpio",
                        "ok   user vigia-camera is in the group video",
                        "ok   GPIO: gpiochip0 (brcm,bcm2711-gpio)",
                        "ok   GPIO: kernel 6.12.47+rpt-rpi-v8 has the line interface, version 1",
                        "ok   servo pulse: pwmchip0",
                        "ok   infrared receiver: /dev/lirc0");
    }

    @Test
    void aBareBoardSaysWhatToDoAboutEachPart() throws Exception {
        file("etc/group", "video:x:44:pi\n");
        file("proc/sys/kernel/osrelease", "7.0");
        file("boot/config-7.0", "# CONFIG_GPIO_CDEV_V1 is not set\n");
        List<String> said = lines(new HardwareChecks(machine).all(WIRED, true));
        assertThat(said).hasSize(7);
        assertThat(said).allMatch(line -> line.startsWith("FAIL "));
        assertThat(said)
                .contains(
                        "FAIL user vigia-camera is not in the group gpio; mend it with: sudo"
                                + " usermod -aG gpio vigia-camera, then log in again",
                        "FAIL infrared receiver: there is no /dev/lirc0; mend it with: echo"
                                + " dtoverlay=gpio-ir,gpio_pin=18 | sudo tee -a"
                                + " /boot/firmware/config.txt, then restart");
        assertThat(lines(new HardwareChecks(machine).all(Optional.empty(), false)))
                .hasSize(2)
                .contains("ok   lines, pulse and infrared: simulated (board.kind)");
    }

    @Test
    void whatTheKernelSaysOfTheProcessDecidesOnGroups() throws Exception {
        file("etc/group", "gpio:x:997:\nvideo:x:44:vigia-camera\naudio:x:29:vigia-camera\n");
        file("etc/passwd", "pi:x:1:44:::\nvigia-camera:x:990:997::/:/usr/sbin/nologin\n");
        assertThat(machine.member("gpio")).as("the primary group").isEqualTo(Membership.HELD);
        file("proc/1/status", "Name:\tjava\nGid:\t997\t997\t997\t997\nGroups:\t29 997 \n");
        assertThat(machine.member("gpio")).isEqualTo(Membership.HELD);
        assertThat(machine.member("audio")).isEqualTo(Membership.HELD);
        assertThat(machine.member("video")).isEqualTo(Membership.NOT_YET);
        assertThat(machine.member("i2c")).isEqualTo(Membership.NONE);
        assertThat(lines(new HardwareChecks(machine).all(WIRED, true)).get(2))
                .isEqualTo(
                        "FAIL user vigia-camera is in the group video, but was not yet at this"
                                + " login; mend it with: log out and in again; for the service:"
                                + " sudo systemctl restart vigia-camera");
    }

    @Test
    void theChannelAndTheReceiverThatAreSetAreLookedAt() throws Exception {
        file("sys/class/pwm/pwmchip0/export", "");
        file("sys/class/pwm/pwmchip0/npwm", "2\n");
        PiSettings settings =
                new PiSettings(
                        23,
                        24,
                        17,
                        PiSettings.Source.LIRC,
                        Path.of("/dev/lirc3"),
                        new PwmSettings(OptionalInt.of(0), 2, 13));
        file("dev/lirc0", "");
        List<String> said = lines(new HardwareChecks(machine).all(Optional.of(settings), true));
        assertThat(said.get(5))
                .startsWith("FAIL servo pulse: there is no channel 2 on pwmchip0, which has 2;");
        assertThat(said.get(6))
                .isEqualTo(
                        "FAIL infrared receiver: there is no /dev/lirc3; mend it with: echo"
                                + " dtoverlay=gpio-ir,gpio_pin=17 | sudo tee -a"
                                + " /boot/firmware/config.txt, then restart");
    }

    @Test
    void theLinesAreTriedUnlessARunningNodeHasThem() throws Exception {
        PiSettings pi = PiSettings.defaults();
        LinesCheck.Trial busy =
                () -> {
                    throw new IOException("GPIO 24 (vigia-buzzer) is in use");
                };
        assertThat(
                        lines(
                                List.of(
                                        new LinesCheck(pi, Optional.empty(), () -> {}),
                                        new LinesCheck(pi, Optional.of("9"), busy),
                                        new LinesCheck(pi, Optional.empty(), busy))))
                .containsExactly(
                        "ok   lines: GPIO 23 (motion sensor) and GPIO 24 (buzzer) can be had",
                        "ok   lines: the running node (process 9) holds them",
                        "FAIL lines: GPIO 24 (vigia-buzzer) is in use; mend it with: what the line"
                                + " says; gpioinfo shows who holds a line");
    }

    private List<Check> system(Path data, long free) {
        SpoolLimits limits = new SpoolLimits(10 << 20, free);
        return new SystemChecks(machine, data, limits, false, Pace.system()).all();
    }

    @Test
    void diskAndClockAreTriedOut() throws Exception {
        Path data = root.resolve("data");
        List<String> none = lines(system(data, 0));
        assertThat(none.getFirst()).isEqualTo("ok   ffmpeg: with libx264");
        assertThat(none.subList(1, 2))
                .allMatch(l -> l.contains("sudo install -d -m 700 -o vigia-camera " + data));
        assertThat(none.getLast()).startsWith("FAIL clock: not synchronised");

        Files.createDirectory(data);
        file("run/systemd/timesync/synchronized", "");
        List<String> good = lines(system(data, 0));
        assertThat(good.get(2)).startsWith("ok   data: " + data + " keeps what is written (");
        assertThat(good.get(3)).isEqualTo("ok   clock: synchronised");
        assertThat(good.get(4)).isEqualTo("ok   room: 10 MiB for what Pi #B has not signed for");
        assertThat(good.get(5)).isEqualTo("ok   spool: nothing is set aside");
        assertThat(lines(system(data, 1L << 60)).get(4))
                .isEqualTo(
                        "FAIL room: none for what Pi #B has not signed for: spool.free is"
                                + " 1099511627776 MiB; mend it with: less for spool.free in"
                                + " camera.yml, or a larger card for "
                                + data);
        assertThat(data).isEmptyDirectory();

        Path quarantine = Files.createDirectories(data.resolve("spool/quarantine"));
        Files.createDirectory(quarantine.resolve("000000000001-event"));
        assertThat(lines(system(data, 0)).get(5))
                .isEqualTo(
                        "FAIL spool: events set aside, which will not be delivered: 1; mend it"
                                + " with: sudo cat "
                                + quarantine
                                + "/*/reason.txt; docs/operations.md says what can be done");
    }

    private List<String> camera(VideoSource source, Optional<String> node) throws Exception {
        return lines(List.of(new CameraCheck(source, node, LIMIT, Pace.system())));
    }

    @Test
    void theCameraGivesARealFrameOrSaysWhyNot() throws Exception {
        assertThat(
                        camera(
                                new VideoSource.TestScene(
                                        new Picture(160, 120, 10, 100_000, Flip.NONE)),
                                Optional.of("9")))
                .hasSize(1)
                .allMatch(l -> l.startsWith("ok   camera: a picture of 160x120 after "));
        Path program = RpicamStandIn.install(root, Map.of("RPICAM_CAMERA", "missing"));
        var missing =
                new PiCamera(
                        new PiSystem("Raspberry Pi 4 Model B Rev 1.4", program.toString()),
                        new Picture(160, 120, 25, 300_000, Flip.NONE),
                        Night.AUTO,
                        root.resolve("run"));
        assertThat(camera(missing, Optional.empty()))
                .hasSize(1)
                .allMatch(l -> l.startsWith("FAIL camera: no camera is found: switch the Pi off"));
        assertThat(camera(missing, Optional.of("9")))
                .containsExactly(
                        "ok   camera: the running node (process 9) films with it; to try it here:"
                                + " sudo systemctl stop vigia-camera");
    }

    @Test
    void findsTheRunningNodeAndNotItself() throws Exception {
        file("proc/1/cmdline", "java\0org.vigia.camera.Main\0run\0");
        file("proc/7/cmdline", "java\0-jar\0/opt/vigia-camera.jar\0--config\0/etc/c.yml\0doctor\0");
        file("proc/8/cmdline", "vi\0org/vigia/camera/Main.java\0");
        assertThat(machine.runningNode()).isEmpty();
        file(
                "proc/9/cmdline",
                "java\0-jar\0/usr/share/vigia-camera-0.1.0.jar\0--config\0/etc/c.yml\0run\0");
        assertThat(machine.runningNode()).contains("9");
    }

    private static final class Answer implements LinkDialer, LinkDialer.Connection {
        private final byte[] answer;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Answer(@Nullable LinkMessage message) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (message != null) {
                LinkWriter writer = new LinkWriter(bytes);
                writer.write(message);
                writer.flush();
            }
            answer = bytes.toByteArray();
        }

        @Override
        public Connection dial() throws IOException {
            if (answer.length == 0) {
                throw new IOException(
                        "the host key of Pi #B at b:1 is neither the pinned one nor announced");
            }
            return this;
        }

        @Override
        public InputStream in() {
            return new ByteArrayInputStream(answer);
        }

        @Override
        public OutputStream out() {
            return heard;
        }

        @Override
        public void close() {}
    }

    @Test
    void theLinkIsTriedAStepAtATime() throws Exception {
        file("identity", "a key");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            HostPort here = new HostPort("127.0.0.1", server.getLocalPort());
            assertThat(
                            link(
                                    here,
                                    "identity",
                                    new LinkMessage.Welcome(
                                            LinkMessage.VERSION, 2, "ssh-rsa AAAA")))
                    .containsExactly(
                            "ok   Pi #B: %s can be reached".formatted(here),
                            "ok   Pi #B: the camera's key is " + root.resolve("identity"),
                            "ok   Pi #B: host key, login and frame socket are good for yard");
        }
        HostPort nobody = new HostPort("127.0.0.1", 1);
        List<String> said = link(nobody, "none", null);
        assertThat(said.getFirst())
                .startsWith("FAIL Pi #B: 127.0.0.1:1 cannot be reached (Connection refused)");
        assertThat(said.get(1)).contains("vigia-web camera add yard --key camera.pub");
        assertThat(link(nobody, "identity", null).getLast())
                .startsWith("FAIL Pi #B: the host key of Pi #B at b:1 is neither the pinned one");
        assertThat(link(nobody, "identity", new LinkMessage.Goodbye("unknown camera")).getLast())
                .startsWith("FAIL Pi #B: ")
                .contains("unknown camera");
    }

    private List<String> link(HostPort address, String key, @Nullable LinkMessage answer)
            throws Exception {
        return lines(
                new LinkChecks(
                                address,
                                "yard",
                                root.resolve(key),
                                new Answer(answer),
                                Optional.empty(),
                                Pace.system())
                        .all());
    }
}
