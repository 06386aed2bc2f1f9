package org.vigia.camera.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.board.PulseSource;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecDecoder;

/// Learns what the buttons of a remote send by having each pressed. Used by one thread; the
/// receiver's thread only brings the presses.
public final class Lesson {
    private static final int WAITING = 8;

    private final Consumer<String> out;
    private final Duration patience;
    private final BlockingQueue<NecCode> presses = new ArrayBlockingQueue<>(WAITING);

    /// @param out takes each line that the owner should read
    /// @param patience how long to wait for each button
    public Lesson(Consumer<String> out, Duration patience) {
        this.out = out;
        this.patience = patience;
    }

    /// Asks for the buttons one by one, until one is not pressed in time.
    ///
    /// @param bound what is bound already; a code of a button that is not wanted is refused
    /// @return what was learned, in the order of `wanted`; fewer than wanted where time ran out
    /// @throws IOException when the receiver cannot be read
    /// @throws InterruptedException when interrupted while waiting
    public Map<Button, NecCode> teach(
            PulseSource receiver, List<Button> wanted, Map<Button, NecCode> bound)
            throws IOException, InterruptedException {
        receiver.listen(hearing());
        Map<Button, NecCode> taken = new EnumMap<>(Button.class);
        taken.putAll(bound);
        wanted.forEach(taken::remove);
        Map<Button, NecCode> learned = new EnumMap<>(Button.class);
        for (Button button : wanted) {
            out.accept("press the button for: " + button.label());
            NecCode code = unboundCode(taken);
            if (code == null) {
                out.accept("no press of a NEC remote was seen for " + patience.toSeconds() + " s");
                break;
            }
            out.accept("  %s sends %s".formatted(button.label(), code));
            taken.put(button, code);
            learned.put(button, code);
        }
        return Map.copyOf(learned);
    }

    private @Nullable NecCode unboundCode(Map<Button, NecCode> taken) throws InterruptedException {
        while (true) {
            NecCode code = presses.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (code == null) {
                return null;
            }
            @Nullable Button owner = null;
            for (Map.Entry<Button, NecCode> entry : taken.entrySet()) {
                owner = entry.getValue().equals(code) ? entry.getKey() : owner;
            }
            if (owner == null) {
                return code;
            }
            out.accept("  %s is bound to %s already; press another".formatted(code, owner.label()));
        }
    }

    private PulseSource.Listener hearing() {
        return new PulseSource.Listener() {
            private NecDecoder decoder = NecDecoder.idle();

            @Override
            public void onPulse(boolean mark, int micros) {
                NecDecoder.Step step = decoder.next(mark, micros);
                decoder = step.decoder();
                // A press too many is lost; the owner presses again.
                step.press()
                        .filter(press -> !press.repeat())
                        .ifPresent(press -> {
                            boolean _ = presses.offer(press.code());
                        });
            }
        };
    }
}
