package org.vigia.camera.remote;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.board.PulseSource;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecDecoder;
import org.vigia.shared.time.Pace;

/// Listens to an infrared receiver and understands the remote. A button that is held fires once;
/// codes that are not bound change nothing. Used by one thread: the receiver's.
public final class Remote implements PulseSource.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Remote.class);

    private final RemoteSettings settings;
    private final Map<NecCode, Button> buttons;
    private final Pace pace;
    private final RemoteListener listener;
    private NecDecoder decoder = NecDecoder.idle();
    private final WrongPins wrongPins;
    private PinEntry entry;

    /// Hand it to [PulseSource#listen].
    ///
    /// @param wrongPins the file that remembers wrong PINs over a restart; its folder is there
    public Remote(RemoteSettings settings, Pace pace, Path wrongPins, RemoteListener listener) {
        this.settings = settings;
        this.pace = pace;
        this.wrongPins = new WrongPins(wrongPins);
        this.listener = listener;
        this.entry = PinEntry.remembering(this.wrongPins.load(), pace.nanos());
        this.buttons =
                settings.bindings().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    @Override
    public void onPulse(boolean mark, int micros) {
        NecDecoder.Step step = decoder.next(mark, micros);
        decoder = step.decoder();
        step.press().filter(press -> !press.repeat()).ifPresent(press -> press(press.code()));
    }

    private void press(NecCode code) {
        Button button = buttons.get(code);
        if (button == null) {
            LOG.debug("remote: {} is not bound", code);
            return;
        }
        long now = pace.nanos();
        if (button.digit()) {
            entry = entry.digit(button.label(), now);
            return;
        }
        if (button == Button.OK) {
            confirm(now);
            return;
        }
        entry = entry.cleared();
        act(button);
    }

    private void act(Button button) {
        AlarmInput.Source remote = AlarmInput.Source.REMOTE;
        switch (button) {
            case ARM -> listener.onAlarm(new AlarmInput.Arm(remote));
            case PANIC -> listener.onAlarm(new AlarmInput.Panic(remote));
            case LEFT -> listener.onPanLeft();
            case RIGHT -> listener.onPanRight();
            case DISARM -> {
                if (settings.disarm() == RemoteSettings.Disarm.BUTTON) {
                    listener.onAlarm(new AlarmInput.Disarm(remote));
                } else {
                    LOG.info("remote: disarming takes the PIN and ok");
                }
            }
            case DIGIT_0,
                    DIGIT_1,
                    DIGIT_2,
                    DIGIT_3,
                    DIGIT_4,
                    DIGIT_5,
                    DIGIT_6,
                    DIGIT_7,
                    DIGIT_8,
                    DIGIT_9,
                    OK -> {}
        }
    }

    private void confirm(long now) {
        if (settings.pin() == null || entry.empty(now)) {
            entry = entry.cleared();
            return;
        }
        PinEntry.Checked checked = entry.check(settings.pin(), settings.duressPin(), now);
        // Before anybody can tell that it was wrong.
        if (checked.entry().failures() != entry.failures()) {
            wrongPins.save(checked.entry().failures());
        }
        entry = checked.entry();
        switch (checked.verdict()) {
            case RIGHT -> listener.onAlarm(new AlarmInput.Disarm(AlarmInput.Source.REMOTE));
            case DURESS ->
                    listener.onAlarm(new AlarmInput.DisarmUnderDuress(AlarmInput.Source.REMOTE));
            case WRONG, STILL_LOCKED -> listener.onAlarm(new AlarmInput.WrongPin(false));
            case LOCKED_OUT -> {
                LOG.warn("remote: too many wrong PINs, locked for {}", PinEntry.LOCKED);
                listener.onAlarm(new AlarmInput.WrongPin(true));
            }
        }
    }
}
