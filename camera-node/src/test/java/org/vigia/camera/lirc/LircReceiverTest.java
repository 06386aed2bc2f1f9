package org.vigia.camera.lirc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecEncoder;
import org.vigia.camera.remote.Button;
import org.vigia.camera.remote.Remote;
import org.vigia.camera.remote.RemoteListener;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.shared.time.Pace;

@Timeout(30)
class LircReceiverTest {
    @TempDir Path folder;

    @Test
    void samplesAreHeardAndWhatCameBeforeIsNot() throws Exception {
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        try (Fifo fifo = new Fifo(folder.resolve("lirc0"));
                LircReceiver receiver = LircReceiver.open(fifo.path, 18, Pace.system())) {
            fifo.put(0x0100_0001);
            receiver.listen((mark, micros) -> heard.add(mark ? micros : -micros));
            fifo.put(0x0100_2328, 0x0000_1194, 0x0100_0232);
            for (int expected : List.of(9_000, -4_500, 562, -150_000)) {
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
            }
            assertThatIllegalStateException().isThrownBy(() -> receiver.listen((_, _) -> {}));
        }
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        try (Fifo fifo = new Fifo(folder.resolve("lirc0"))) {
            LircReceiver receiver = LircReceiver.open(fifo.path, 18, Pace.system());
            receiver.listen((_, micros) -> heard.add(micros));
            long before = Pace.system().nanos();
            receiver.close();
            receiver.close();
            assertThat(Duration.ofNanos(Pace.system().nanos() - before))
                    .isLessThan(Duration.ofSeconds(2));
            fifo.put(0x0100_2328);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aRemoteOfAnotherBrandChangesNothingAndOursDoes() throws Exception {
        BlockingQueue<AlarmInput> inputs = new LinkedBlockingQueue<>();
        NecCode ours = new NecCode(false, 0x04, 0x08);
        RemoteListener listener =
                new RemoteListener() {
                    @Override
                    public void onAlarm(AlarmInput input) {
                        inputs.add(input);
                    }

                    @Override
                    public void onPanLeft() {
                        inputs.add(new AlarmInput.Tamper());
                    }

                    @Override
                    public void onPanRight() {
                        inputs.add(new AlarmInput.Tamper());
                    }
                };
        var settings =
                new RemoteSettings(Map.of(Button.ARM, ours), RemoteSettings.Disarm.PIN, null);
        try (Fifo fifo = new Fifo(folder.resolve("lirc0"));
                LircReceiver receiver = LircReceiver.open(fifo.path, 18, Pace.system())) {
            receiver.listen(new Remote(settings, Pace.system(), folder.resolve("pins"), listener));
            for (int command = 0; command < 256; command++) {
                fifo.shine(NecEncoder.frame(new NecCode(false, 0x05, command)));
            }
            // Samsung's lead is 4.5 ms of mark, Sony's 2.4 ms.
            int[] samsung = NecEncoder.frame(ours);
            samsung[0] = 4_500;
            fifo.shine(samsung);
            int[] sony = NecEncoder.frame(ours);
            sony[0] = 2_400;
            fifo.shine(sony);
            fifo.shine(NecEncoder.frame(ours));
            fifo.shine(NecEncoder.repeat());
            assertThat(inputs.poll(10, TimeUnit.SECONDS))
                    .isEqualTo(new AlarmInput.Arm(AlarmInput.Source.REMOTE));
        }
        assertThat(inputs).isEmpty();
    }

    @Test
    void whatIsNoReceiverIsToldInWords() throws Exception {
        assertThatIOException()
                .isThrownBy(() -> LircReceiver.open(folder.resolve("lirc9"), 17, Pace.system()))
                .withMessageContaining("there is no " + folder.resolve("lirc9"))
                .withMessageContaining("dtoverlay=gpio-ir,gpio_pin=17");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatIOException()
                .isThrownBy(() -> LircReceiver.open(file, 18, Pace.system()))
                .withMessageContaining("gives no pulses");
    }

    @Test
    void aReceiverThatIsUnpluggedIsOpenedAgainWhenItIsBack() throws Exception {
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        Path path = folder.resolve("lirc0");
        Fifo unplugged = new Fifo(path);
        try (LircReceiver receiver = LircReceiver.open(path, 18, new ShortWaits())) {
            receiver.listen((mark, micros) -> heard.add(mark ? micros : -micros));
            unplugged.put(0x0100_2328);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(9_000);
            Files.delete(path);
            unplugged.close();
            try (Fifo again = new Fifo(path)) {
                int mark = 0;
                // What comes before it is opened again is not heard.
                while (mark != 562) {
                    again.put(0x0100_0232);
                    Integer next = heard.poll(10, TimeUnit.MILLISECONDS);
                    mark = next == null ? 0 : next;
                }
            }
        }
    }

    /// Lets the waits between two tries be short.
    private static final class ShortWaits implements Pace {
        @Override
        public long nanos() {
            return Pace.system().nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Pace.system().sleep(duration.dividedBy(100));
        }
    }
}
