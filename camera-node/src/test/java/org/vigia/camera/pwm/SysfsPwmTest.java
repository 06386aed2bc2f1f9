package org.vigia.camera.pwm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;

class SysfsPwmTest {
    private static final String PI4 = "/sys/devices/platform/soc/fe20c000.pwm";
    private static final String PI4_AUDIO = "/sys/devices/platform/soc/fe20c800.pwm";
    private static final String PI5 = "/sys/devices/platform/axi/1000120000.pcie/1f00098000.pwm";
    private static final String PI5_FAN =
            "/sys/devices/platform/axi/1000120000.pcie/1f0009c000.pwm";
    private static final String PI5_SOC = "/sys/devices/platform/soc@107c000000/107d517a80.pwm";

    private final FakePace pace = new FakePace();
    private final StrictSysfs sysfs = new StrictSysfs(pace);

    private SysfsPwm open() throws IOException {
        return sysfs.open(PwmSettings.defaults());
    }

    private static PwmSettings on(int chip, int channel) {
        return new PwmSettings(OptionalInt.of(chip), channel, 12);
    }

    @Test
    void openingExportsTheChannelAndStartsNothing() throws Exception {
        sysfs.chip(0, PI4);
        open().close();
        assertThat(sysfs.writes).containsExactly("export=0");
    }

    @Test
    void openingAChannelThatIsExportedDoesNotExportItAgain() throws Exception {
        sysfs.chip(0, PI4);
        open().close();
        open().close();
        assertThat(sysfs.writes).containsExactly("export=0");
    }

    @Test
    void openingStopsThePulseThatAKilledProcessLeft() throws Exception {
        StrictSysfs.Channel left = sysfs.chip(0, PI4).exported(0, 0);
        left.period = 20_000_000;
        left.duty = 1_000_000;
        left.enabled = true;
        SysfsPwm pwm = open();
        assertThat(sysfs.pulse(0, 0)).isZero();
        assertThatIllegalStateException().isThrownBy(() -> pwm.enable(true));
        pwm.set(20_000_000, 2_000_000);
        pwm.enable(true);
        assertThat(sysfs.pulse(0, 0)).isEqualTo(2_000_000);
    }

    @Test
    void aShorterPeriodThanThePulseBeforeIsTakenInAnOrderTheKernelAllows() throws Exception {
        sysfs.chip(0, PI4);
        SysfsPwm pwm = open();
        pwm.set(20_000_000, 2_000_000);
        pwm.enable(true);
        pwm.set(1_000_000, 500_000);
        pwm.set(20_000_000, 20_000_000);
        assertThat(sysfs.pulse(0, 0)).isEqualTo(20_000_000);
    }

    @Test
    void aStepOfTheServoIsOneWrite() throws Exception {
        sysfs.chip(0, PI4);
        SysfsPwm pwm = open();
        pwm.set(20_000_000, 1_450_000);
        pwm.enable(true);
        sysfs.writes.clear();
        pwm.set(20_000_000, 1_471_111);
        pwm.enable(true);
        assertThat(sysfs.writes).containsExactly("duty_cycle=1471111");
    }

    @Test
    void anInvertedPulseIsTurnedRightBeforeItStarts() throws Exception {
        sysfs.chip(0, PI4).exported(0, 0).polarity = "inversed";
        SysfsPwm pwm = open();
        pwm.set(20_000_000, 1_450_000);
        pwm.enable(true);
        assertThat(sysfs.exported(0, 0).polarity).isEqualTo("normal");
    }

    @Test
    void udevMayTakeAWhileToGrantTheFiles() throws Exception {
        sysfs.chip(0, PI4).grantedAfterNanos = Duration.ofSeconds(3).toNanos();
        open().set(20_000_000, 1_000_000);
        assertThat(sysfs.exported(0, 0).duty).isEqualTo(1_000_000);
    }

    @Test
    void aPermissionThatIsNeverGrantedEndsInWords() {
        sysfs.chip(0, PI4).grantedAfterNanos = Duration.ofHours(1).toNanos();
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining("may not be written 5 s after it was exported")
                .withMessageContaining("group gpio");
    }

    @Test
    void whatCannotBeExportedIsToldInWords() {
        sysfs.chip(0, PI4).mayExport = false;
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining("sudo usermod -aG gpio");
        sysfs.mayExport = true;
        sysfs.takenByTheKernel = true;
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining("something else of the kernel uses it")
                .withMessageContaining("busy");
        assertThatIOException()
                .isThrownBy(() -> sysfs.open(on(0, 2)))
                .withMessage("pwm.channel: /sys/class/pwm/pwmchip0 has the channels 0 to 1, was 2");
        assertThatIOException()
                .isThrownBy(() -> sysfs.open(on(3, 0)))
                .withMessageContaining("there is no pwmchip3 in /sys/class/pwm, only [pwmchip0]")
                .withMessageContaining("dtoverlay=pwm,pin=12,func=4");
    }

    @Test
    void theHeadersChipIsFoundByItsAddressWhateverItsNumber() throws Exception {
        sysfs.chip(0, PI5_SOC).chip(2, PI5).chip(6, PI5_FAN);
        open().close();
        assertThat(sysfs.exists(StrictSysfs.ROOT.resolve("pwmchip2/pwm0"))).isTrue();

        StrictSysfs pi4 = new StrictSysfs(pace).chip(0, PI4_AUDIO).chip(1, PI4);
        pi4.open(PwmSettings.defaults()).close();
        assertThat(pi4.exists(StrictSysfs.ROOT.resolve("pwmchip1/pwm0"))).isTrue();
    }

    @Test
    void aFanIsNeverTakenForTheServo() {
        sysfs.chip(0, PI5_FAN).chip(1, PI5_SOC);
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining("there is no PWM output")
                .withMessageContaining("dtoverlay=pwm,pin=12,func=4");
    }

    @Test
    void theOnlyChipOfAnotherMakeIsTakenAndOfSeveralOneMustBeNamed() throws Exception {
        sysfs.chip(0, "/sys/devices/platform/dummy");
        open().close();
        sysfs.chip(1, "/sys/devices/platform/other");
        assertThatIOException().isThrownBy(this::open).withMessageContaining("set pwm.chip");
        sysfs.open(on(1, 1)).close();
    }

    @Test
    void afterClosingThereIsNoPulseAndNoWay() throws Exception {
        sysfs.chip(0, PI4);
        SysfsPwm pwm = open();
        pwm.set(20_000_000, 1_000_000);
        pwm.enable(true);
        pwm.close();
        pwm.close();
        assertThat(sysfs.pulse(0, 0)).isZero();
        assertThatIOException()
                .isThrownBy(() -> pwm.enable(true))
                .withMessage("the board is closed");
    }

    @Test
    void offStopsAPulseAndExportsNothing() throws Exception {
        PwmSettings settings = PwmSettings.defaults();
        assertThat(SysfsPwm.off(sysfs, StrictSysfs.ROOT, settings))
                .startsWith("the servo has no pulse: there is no PWM output");
        sysfs.chip(0, PI4);
        assertThat(SysfsPwm.off(sysfs, StrictSysfs.ROOT, settings))
                .isEqualTo("the servo's pulse is not in use");
        StrictSysfs.Channel left = sysfs.exported(0, 0);
        left.period = 20_000_000;
        left.enabled = true;
        assertThat(SysfsPwm.off(sysfs, StrictSysfs.ROOT, settings))
                .isEqualTo("the servo's pulse is off now");
        assertThat(left.enabled).isFalse();
        assertThat(SysfsPwm.off(sysfs, StrictSysfs.ROOT, settings))
                .isEqualTo("the servo's pulse was off");
        assertThat(sysfs.writes).containsExactly("enable=0");
    }

    @Test
    void filesAreWrittenAsTheyAreAndNeverMade(@TempDir Path folder) throws Exception {
        KernelSysfs kernel = new KernelSysfs();
        Path file = Files.writeString(folder.resolve("period"), "12345\n");
        assertThat(kernel.read(file)).isEqualTo("12345");
        kernel.write(file, "9");
        assertThat(Files.readString(file)).isEqualTo("92345\n");
        assertThatIOException().isThrownBy(() -> kernel.write(folder.resolve("new"), "1"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(kernel.real(link)).isEqualTo(file.toRealPath());
        assertThat(kernel.names(folder)).containsExactly("link", "period");
        assertThat(kernel.names(folder.resolve("none"))).isEmpty();
    }
}
