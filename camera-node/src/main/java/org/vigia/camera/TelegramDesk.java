package org.vigia.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.link.LinkClient;
import org.vigia.camera.recorder.NoPictureException;
import org.vigia.camera.recorder.Recorder;
import org.vigia.camera.servo.Preset;
import org.vigia.camera.servo.Servo;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.orders.Desk;
import org.vigia.telegram.orders.Direction;
import org.vigia.telegram.orders.Happening;
import org.vigia.telegram.orders.NotDoneException;
import org.vigia.telegram.orders.NotDoneException.Why;
import org.vigia.telegram.orders.Remark;
import org.vigia.telegram.orders.Situation;
import org.vigia.telegram.orders.Verb;

/// What people ask through Telegram, done by the parts.
final class TelegramDesk implements Desk {
    private static final AlarmInput.Source TELEGRAM = AlarmInput.Source.TELEGRAM;
    private static final int LOG_LINES = 10;
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final String camera;
    private final Hands hands;
    private final Servo servo;
    private final Recorder recorder;
    private final LinkClient link;
    private final Supplier<CameraStatus> status;
    private final FreeSpace free;
    private final Diary diary;
    private final Path films;
    private final Pace pace;

    private TelegramDesk(
            String camera,
            Hands hands,
            Servo servo,
            Recorder recorder,
            LinkClient link,
            Supplier<CameraStatus> status,
            Diary diary,
            Path films,
            Pace pace) {
        this.camera = camera;
        this.hands = hands;
        this.servo = servo;
        this.recorder = recorder;
        this.link = link;
        this.status = status;
        this.free = FreeSpace.of(films);
        this.diary = diary;
        this.films = films;
        this.pace = pace;
    }

    /// @param films a folder for films that wait to be sent; what a process before left is deleted
    /// @throws IOException when the folder cannot be had
    static TelegramDesk open(
            String camera,
            Hands hands,
            Servo servo,
            Recorder recorder,
            LinkClient link,
            Supplier<CameraStatus> status,
            Diary diary,
            Path films,
            Pace pace)
            throws IOException {
        DurableFiles.createDirectories(films);
        try (var left = Files.list(films)) {
            for (Path film : left.toList()) {
                Files.delete(film);
            }
        }
        return new TelegramDesk(camera, hands, servo, recorder, link, status, diary, films, pace);
    }

    @Override
    public Situation situation() {
        return new Situation(camera, status.get(), link.isLinked(), freeBytes());
    }

    private long freeBytes() {
        try {
            return free.bytes();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void arm() throws NotDoneException, InterruptedException {
        check(hands.arm(TELEGRAM), Why.ALARM);
    }

    @Override
    public void disarm() throws NotDoneException, InterruptedException {
        check(hands.disarm(TELEGRAM), Why.ALARM);
    }

    @Override
    public void siren(boolean on) throws NotDoneException, InterruptedException {
        check(hands.sound(on, TELEGRAM), Why.SIREN);
    }

    @Override
    public void pan(Direction direction) throws NotDoneException, InterruptedException {
        servo.turn(
                switch (direction) {
                    case LEFT -> Preset.LEFT;
                    case CENTER -> Preset.CENTER;
                    case RIGHT -> Preset.RIGHT;
                });
        long until = pace.nanos() + TURN.toNanos();
        while (servo.angle() != servo.goal()) {
            check(pace.nanos() - until < 0, Why.SERVO);
            pace.sleep(GLANCE);
        }
    }

    @Override
    public byte[] photo() throws NotDoneException, InterruptedException {
        try {
            return recorder.photo();
        } catch (IOException e) {
            throw new NotDoneException(reason(e));
        }
    }

    @Override
    public Path film(Duration length) throws NotDoneException, InterruptedException {
        Path file = films.resolve(UUID.randomUUID() + ".mp4");
        boolean done = false;
        try {
            recorder.film(length, file);
            done = true;
            return file;
        } catch (IOException e) {
            throw new NotDoneException(reason(e));
        } finally {
            if (!done) {
                file.toFile().delete();
            }
        }
    }

    @Override
    public void remark(EventId event, Remark remark) throws NotDoneException {
        check(link.isLinked(), Why.LINK);
        link.remark(new LinkMessage.EventRemarked(event, remark == Remark.KEEP));
    }

    @Override
    public void ordered(String name, Verb verb) {
        diary.ordered(name, verb);
    }

    @Override
    public void remarked(String name, Remark remark) {
        diary.remarked(name, remark);
    }

    @Override
    public List<Happening> log() {
        return diary.last(LOG_LINES);
    }

    private static void check(boolean answered, Why part) throws NotDoneException {
        if (!answered) {
            throw new NotDoneException(part);
        }
    }

    private static Why reason(IOException e) {
        return e instanceof NoPictureException ? Why.PICTURE : Why.DISK;
    }
}
