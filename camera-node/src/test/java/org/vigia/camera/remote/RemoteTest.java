package org.vigia.camera.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecEncoder;
import org.vigia.camera.remote.RemoteSettings.Disarm;
import org.vigia.shared.config.Secret;
import org.vigia.shared.time.FakePace;

class RemoteTest {
    private static final AlarmInput ARM = new AlarmInput.Arm(AlarmInput.Source.REMOTE);
    private static final AlarmInput DISARM = new AlarmInput.Disarm(AlarmInput.Source.REMOTE);
    private static final AlarmInput WRONG = new AlarmInput.WrongPin(false);
    private static final AlarmInput LOCKED = new AlarmInput.WrongPin(true);

    private final FakePace pace = new FakePace();
    private final List<Object> wishes = new ArrayList<>();
    private final RemoteListener listener =
            new RemoteListener() {
                @Override
                public void onAlarm(AlarmInput input) {
                    wishes.add(input);
                }

                @Override
                public void onPanLeft() {
                    wishes.add("left");
                }

                @Override
                public void onPanRight() {
                    wishes.add("right");
                }
            };
    @TempDir Path folder;
    private Remote remote;

    @BeforeEach
    void start() {
        remote = remote(Disarm.PIN, new Secret("2580"));
    }

    private Remote remote(Disarm disarm, @Nullable Secret pin) {
        var settings = new RemoteSettings(RemoteSettings.simulatedBindings(), disarm, pin);
        return new Remote(settings, pace, folder.resolve("wrong-pins"), listener);
    }

    private void shine(int[] micros, int silence) {
        boolean mark = true;
        for (int duration : micros) {
            remote.onPulse(mark, duration);
            mark = !mark;
        }
        remote.onPulse(false, silence);
    }

    private static NecCode code(Button button) {
        return Objects.requireNonNull(RemoteSettings.simulatedBindings().get(button));
    }

    private void press(String... labels) {
        for (String label : labels) {
            Button button = Button.labelled(label).orElseThrow();
            shine(NecEncoder.frame(code(button)), 500_000);
        }
    }

    private void enter(String pin) {
        press(pin.split("", pin.length()));
        press("ok");
    }

    @Test
    void buttonsMeanWhatTheyAreBoundTo() {
        press("arm", "panic", "left", "right");
        assertThat(wishes)
                .containsExactly(
                        ARM, new AlarmInput.Panic(AlarmInput.Source.REMOTE), "left", "right");
    }

    @Test
    void aHeldButtonFiresOnce() {
        shine(NecEncoder.frame(code(Button.ARM)), 40_000);
        for (int i = 0; i < 20; i++) {
            shine(NecEncoder.repeat(), 96_000);
        }
        assertThat(wishes).containsExactly(ARM);
    }

    @Test
    void anotherRemoteChangesNothing() {
        for (int command = 0; command < 256; command++) {
            shine(NecEncoder.frame(new NecCode(false, 0, command)), 500_000);
            shine(NecEncoder.frame(new NecCode(true, 0x5648, command)), 500_000);
        }
        assertThat(wishes).isEmpty();
    }

    @Test
    void disarmingTakesThePin() {
        press("disarm");
        assertThat(wishes).isEmpty();
        enter("2580");
        assertThat(wishes).containsExactly(DISARM);
    }

    @Test
    void theButtonDisarmsWhereThatIsSet() {
        remote = remote(Disarm.BUTTON, null);
        press("disarm");
        enter("2580");
        assertThat(wishes).containsExactly(DISARM);
    }

    @Test
    void aWrongPinIsRefusedAndForgotten() {
        enter("2581");
        enter("258");
        enter("25800");
        enter("2580258025802580");
        enter("2580");
        assertThat(wishes).containsExactly(WRONG, WRONG, WRONG, WRONG, DISARM);
    }

    @Test
    void digitsAreForgottenAfterAWhileOrAnotherButton() {
        press("2", "5");
        pace.advance(Duration.ofSeconds(11));
        enter("80");
        press("2", "5", "left");
        enter("80");
        press("2", "5", "8", "0");
        pace.advance(Duration.ofSeconds(11));
        press("ok");
        assertThat(wishes).containsExactly(WRONG, "left", WRONG);
    }

    @Test
    void okWithoutDigitsIsNothing() {
        press("ok", "ok");
        assertThat(wishes).isEmpty();
    }

    @Test
    void fiveWrongPinsLockAndTheRightOneHelpsOnlyAfterAMinute() {
        for (int i = 0; i < 5; i++) {
            enter("0000");
        }
        enter("2580");
        pace.advance(Duration.ofSeconds(59));
        enter("2580");
        pace.advance(Duration.ofSeconds(1));
        enter("1111");
        enter("2580");
        pace.advance(Duration.ofSeconds(60));
        enter("2580");
        enter("0000");
        assertThat(wishes)
                .containsExactly(
                        WRONG, WRONG, WRONG, WRONG, LOCKED, WRONG, WRONG, LOCKED, WRONG, DISARM,
                        WRONG);
    }

    @Test
    void pullingThePlugGivesNoFurtherTries() {
        for (int i = 0; i < 4; i++) {
            enter("0000");
            start();
        }
        enter("0000");
        start();
        enter("2580");
        pace.advance(Duration.ofMinutes(1));
        enter("2580");
        start();
        enter("0000");
        assertThat(wishes)
                .containsExactly(WRONG, WRONG, WRONG, WRONG, LOCKED, WRONG, DISARM, WRONG);
    }

    @Test
    void aCorruptMemoryOfWrongPinsLeavesOneTry() throws Exception {
        Files.writeString(folder.resolve("wrong-pins"), "\0\0");
        start();
        enter("0000");
        assertThat(wishes).containsExactly(LOCKED);
    }

    @Test
    void theDuressPinDisarmsUnderDuressAndCountsAsRight() {
        remote =
                new Remote(
                        new RemoteSettings(
                                RemoteSettings.simulatedBindings(),
                                Disarm.PIN,
                                new Secret("2580"),
                                new Secret("2581")),
                        pace,
                        folder.resolve("wrong-pins"),
                        listener);
        for (int i = 0; i < 4; i++) {
            enter("0000");
        }
        enter("2581");
        enter("0000");
        enter("2580");
        assertThat(wishes)
                .containsExactly(
                        WRONG,
                        WRONG,
                        WRONG,
                        WRONG,
                        new AlarmInput.DisarmUnderDuress(AlarmInput.Source.REMOTE),
                        WRONG,
                        DISARM);
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithoutTellingThePin() {
        NecCode code = new NecCode(false, 1, 2);
        assertThatThrownBy(() ->
                        new RemoteSettings(
                                Map.of(Button.ARM, code, Button.DISARM, code), Disarm.PIN, null))
                .hasMessageStartingWith("remote code nec:0x0102 is bound to two buttons");
        assertThatThrownBy(() -> remote(Disarm.PIN, new Secret("12x")))
                .hasMessage("the remote's PIN must have 4 to 8 digits");
        assertThatThrownBy(() ->
                        new RemoteSettings(
                                Map.of(), Disarm.PIN, new Secret("2580"), new Secret("2580")))
                .hasMessage("the duress PIN must stand beside another PIN");
        assertThat(new RemoteSettings(Map.of(), Disarm.PIN, new Secret("2580")).toString())
                .doesNotContain("2580");
    }

    @Test
    void everyButtonHasItsLabelAndItsSimulatedCode() {
        assertThat(RemoteSettings.simulatedBindings()).hasSize(Button.values().length);
        for (Button button : Button.values()) {
            assertThat(Button.labelled(button.label())).contains(button);
        }
        assertThat(Button.labelled("fly")).isEmpty();
    }
}
