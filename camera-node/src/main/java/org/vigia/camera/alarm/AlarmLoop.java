package org.vigia.camera.alarm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.mailbox.Mailbox;
import org.vigia.camera.mailbox.Owner;
import org.vigia.shared.time.Pace;

/// The alarm at work: owns the state, saves it, hands commands on. See `docs/design/alarm.md`.
/// Every method may be called by any thread.
public final class AlarmLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmLoop.class);
    private static final int CAPACITY = 256;
    private static final long SAVE_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private record Request(AlarmInput input, @Nullable BlockingQueue<AlarmState> answer) {}

    private final AlarmMachine machine;
    private final AlarmStore store;
    private final Pace pace;
    private final AlarmListener listener;
    private final List<Consumer<AlarmState>> observers = new CopyOnWriteArrayList<>();
    private final Mailbox<Request> mailbox;
    private volatile AlarmState state = AlarmState.resting(new AlarmPhase.Armed());
    private List<AlarmCommand> firstCommands = List.of();
    private @Nullable SavedPhase saved;
    private @Nullable SavedPhase unsaved;
    private OptionalLong saveAgainAt = OptionalLong.empty();

    /// @param folder the alarm's own; made by nobody else, since its absence tells a first start
    /// @param clock for the label in the saved file
    public AlarmLoop(
            AlarmTimes times, Path folder, Pace pace, Clock clock, AlarmListener listener) {
        this.machine = new AlarmMachine(times);
        this.store = new AlarmStore(folder, clock);
        this.pace = pace;
        this.listener = listener;
        this.mailbox = new Mailbox<>("alarm", CAPACITY, pace, new Thinking());
    }

    /// Adds somebody who is told each new state, on the alarm's thread; must return quickly. Those
    /// added before [#start] are told the first state too.
    public void observe(Consumer<AlarmState> observer) {
        observers.add(observer);
    }

    /// Takes up what the process before has left, and begins. [#state] is right when it returns.
    ///
    /// @throws IllegalStateException when already started
    public void start() {
        Remembered remembered = store.load();
        switch (remembered) {
            case Remembered.FirstStart() -> LOG.info("alarm: first start, disarmed");
            case Remembered.Held(SavedPhase phase) -> LOG.info("alarm: was {}", phase.label());
            case Remembered.Lost(String reason) ->
                    LOG.error("alarm: {}; armed to be on the safe side", reason);
        }
        var transition = machine.restore(remembered, pace.nanos());
        state = transition.state();
        firstCommands = transition.commands();
        mailbox.start();
    }

    public AlarmState state() {
        return state;
    }

    /// Hands an input in and returns at once. Where 256 wait already it is lost, which is logged.
    public void submit(AlarmInput input) {
        if (!mailbox.offer(new Request(input, null))) {
            LOG.error("alarm: {} lost, the loop is stuck or closed", input);
        }
    }

    /// Hands an input in and waits until it has been taken, saved and its commands handed on.
    ///
    /// @return the state right after it
    /// @throws TimeoutException when that took longer than `limit`; it may still happen
    /// @throws InterruptedException when interrupted while waiting; it may still happen
    public AlarmState submitAndWait(AlarmInput input, Duration limit)
            throws InterruptedException, TimeoutException {
        BlockingQueue<AlarmState> answer = new ArrayBlockingQueue<>(1);
        if (!mailbox.offer(new Request(input, answer))) {
            throw new TimeoutException("the alarm takes no input: " + input);
        }
        AlarmState after = answer.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (after == null) {
            throw new TimeoutException("no answer of the alarm within %s".formatted(limit));
        }
        return after;
    }

    /// Waits until everything handed in before has been taken.
    ///
    /// @return whether that happened within `limit`
    /// @throws InterruptedException when interrupted while waiting
    public boolean settle(Duration limit) throws InterruptedException {
        return mailbox.settle(limit);
    }

    /// Ends an incident that lasts, leaves the saved phase as it is, and waits for the thread.
    @Override
    public void close() {
        mailbox.close();
    }

    /// What happens on the owner's thread.
    private final class Thinking implements Owner<Request> {
        @Override
        public void onStart(long now) {
            saveIfChanged(now);
            firstCommands.forEach(AlarmLoop.this::handOn);
            publish();
        }

        @Override
        public void onMessage(Request request, long now) {
            take(request.input(), now);
            if (request.answer() != null) {
                request.answer().add(state);
            }
        }

        @Override
        public void onDeadline(long now) {
            take(new AlarmInput.TimePassed(), now);
        }

        @Override
        public OptionalLong nextDeadline() {
            OptionalLong next = AlarmMachine.nextDeadline(state);
            if (next.isEmpty() || saveAgainAt.isEmpty()) {
                return next.isPresent() ? next : saveAgainAt;
            }
            return next.getAsLong() - saveAgainAt.getAsLong() < 0 ? next : saveAgainAt;
        }

        @Override
        public void onStop(long now) {
            if (state.incident() != null) {
                handOn(new AlarmCommand.EndIncident(AlarmCommand.End.STOPPED));
            }
        }
    }

    private void take(AlarmInput input, long now) {
        AlarmState before = state;
        var transition = machine.step(before, input, now);
        state = transition.state();
        // Film must leave at the first motion, and the owner know, however long the disk takes.
        List<AlarmCommand> commands = transition.commands();
        int urgent = urgent(commands);
        commands.subList(0, urgent).forEach(this::handOn);
        saveIfChanged(now);
        if (!before.label().equals(state.label())) {
            LOG.info("alarm: {} → {} ({})", before.label(), state.label(), input);
        }
        commands.subList(urgent, commands.size()).forEach(this::handOn);
        if (!before.equals(state)) {
            publish();
        }
    }

    /// How many of them do not wait for the disk: all up to an incident that begins and its alert.
    private static int urgent(List<AlarmCommand> commands) {
        int urgent = 0;
        for (int i = 0; i < commands.size(); i++) {
            boolean begins = commands.get(i) instanceof AlarmCommand.BeginIncident;
            boolean tells = commands.get(i) instanceof AlarmCommand.Alert && urgent == i;
            if (begins || (tells && i > 0)) {
                urgent = i + 1;
            }
        }
        return urgent;
    }

    private void saveIfChanged(long now) {
        SavedPhase phase = SavedPhase.of(state.phase());
        if (phase == saved) {
            saveAgainAt = OptionalLong.empty();
            return;
        }
        boolean failing = saveAgainAt.isPresent();
        if (failing && phase == unsaved && saveAgainAt.getAsLong() - now > 0) {
            return;
        }
        try {
            store.save(phase);
            saved = phase;
            saveAgainAt = OptionalLong.empty();
            if (failing) {
                LOG.info("alarm: state saved again");
            }
        } catch (IOException e) {
            unsaved = phase;
            saveAgainAt = OptionalLong.of(now + SAVE_AGAIN_NANOS);
            if (!failing) {
                LOG.error("alarm: {} is not saved, a restart would not know it", phase.label(), e);
            }
        }
    }

    private void handOn(AlarmCommand command) {
        try {
            LOG.debug("alarm: {}", command);
            listener.onCommand(command);
        } catch (RuntimeException e) {
            // A recorder that fails must not keep the siren from sounding.
            LOG.error("alarm: {} was not carried out", command, e);
        }
    }

    private void publish() {
        for (Consumer<AlarmState> observer : observers) {
            try {
                observer.accept(state);
            } catch (RuntimeException e) {
                LOG.error("alarm: an observer failed at {}", state.label(), e);
            }
        }
    }
}
