package org.vigia.telegram.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraStatus;

/// A desk in memory that does what it is told, unless it is to fail.
final class FakeDesk implements Desk {
    final List<String> done = new CopyOnWriteArrayList<>();
    final List<Happening> happenings = new ArrayList<>();
    volatile NotDoneException.@Nullable Why fails;
    volatile CountDownLatch filming = new CountDownLatch(0);
    volatile byte[] jpeg = {1, 2, 3};
    volatile byte[] mp4 = {4, 5};
    private final Path folder;
    private volatile AlarmMode mode = AlarmMode.DISARMED;
    private volatile boolean siren;
    private volatile int pan;

    FakeDesk(Path folder) {
        this.folder = folder;
    }

    @Override
    public Situation situation() {
        return new Situation(
                "yard",
                new CameraStatus(mode, false, siren, pan, true, false, null, 3),
                true,
                12_300_000_000L);
    }

    @Override
    public void arm() throws NotDoneException {
        act("arm");
        mode = AlarmMode.ARMED;
    }

    @Override
    public void disarm() throws NotDoneException {
        act("disarm");
        mode = AlarmMode.DISARMED;
    }

    @Override
    public void siren(boolean on) throws NotDoneException {
        act("siren " + on);
        siren = on;
    }

    @Override
    public void pan(Direction direction) throws NotDoneException {
        act("pan " + direction);
        pan = direction == Direction.LEFT ? -60 : 0;
    }

    @Override
    public byte[] photo() throws NotDoneException {
        act("photo");
        return jpeg.clone();
    }

    @Override
    public Path film(Duration length) throws NotDoneException, InterruptedException {
        act("film " + length.toSeconds());
        filming.await();
        try {
            return Files.write(folder.resolve("film.mp4"), mp4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remark(EventId event, Remark remark) throws NotDoneException {
        act(remark + " " + event);
    }

    @Override
    public void ordered(String name, Verb verb) {
        happenings.add(new Happening(ScriptedBot.DATE, new Happening.What.Ordered(name, verb)));
    }

    @Override
    public void remarked(String name, Remark remark) {
        happenings.add(new Happening(ScriptedBot.DATE, new Happening.What.Remarked(name, remark)));
    }

    @Override
    public List<Happening> log() {
        return List.copyOf(happenings);
    }

    private void act(String what) throws NotDoneException {
        NotDoneException.Why why = fails;
        if (why != null) {
            throw new NotDoneException(why);
        }
        done.add(what);
    }
}
