package org.vigia.camera.gpio;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecEncoder;
import org.vigia.shared.time.Pace;

/// Stands in for an infrared receiver on a line of the emulated Pi: plays a remote's code in edges,
/// as exactly as the machine lets it. A program of its own, like [BenchMain].
///
/// Arguments: the line, the code (`nec:0x0408`) and how often it is played. The system property
/// `vigia.bench.lines` is gpio-sim's folder of the chip.
public final class LinePlayer {
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final byte[] LIT = "pull-down".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DARK = "pull-up".getBytes(StandardCharsets.US_ASCII);

    private final FileChannel pull;
    private final Pace pace = Pace.system();

    private LinePlayer(FileChannel pull) {
        this.pull = pull;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        Path lines = Path.of(Objects.requireNonNull(System.getProperty("vigia.bench.lines")));
        int[] frame = NecEncoder.frame(NecCode.parse(args[1]).orElseThrow());
        try (FileChannel pull =
                FileChannel.open(
                        lines.resolve("sim_gpio%s/pull".formatted(args[0])),
                        StandardOpenOption.WRITE)) {
            LinePlayer player = new LinePlayer(pull);
            for (int i = 1; i <= Integer.parseInt(args[2]); i++) {
                long off = player.play(frame);
                out.println("frame %d, at most %d µs off".formatted(i, off / 1_000));
                player.pace.sleep(BETWEEN);
            }
        }
    }

    /// @return by how much the worst edge was late, in ns
    private long play(int[] micros) throws IOException {
        long due = pace.nanos();
        long worst = 0;
        boolean lit = false;
        for (int i = 0; i <= micros.length; i++) {
            long late = pace.nanos() - due;
            while (late < 0) {
                Thread.onSpinWait();
                late = pace.nanos() - due;
            }
            worst = Math.max(worst, late);
            lit = !lit;
            pull.write(ByteBuffer.wrap(lit ? LIT : DARK), 0);
            due += i < micros.length ? micros[i] * 1_000L : 0;
        }
        return worst;
    }
}
