package org.vigia.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.SelfTestFailure;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.machine.MachineHealth;
import org.vigia.shared.machine.Power;
import org.vigia.shared.machine.Space;
import org.vigia.web.health.CameraVitals;
import org.vigia.web.health.NodeHealth;
import org.vigia.web.health.Verified;
import org.vigia.web.health.VitalSigns;
import org.vigia.web.link.LinkLine;

/// Health in memory, of cameras that are registered elsewhere.
final class FakeHealth implements VitalSigns {
    static final long AT = 1_790_000_000_000L;
    private static final CameraVitals.SelfTests NO_TEST =
            new CameraVitals.SelfTests(null, null, 0, false);

    private final FakeCameras cameras;
    private final Map<String, CameraVitals> known = new TreeMap<>();
    private final List<Consumer<CameraVitals>> observers = new CopyOnWriteArrayList<>();
    private final List<String> looked = new ArrayList<>();

    FakeHealth(FakeCameras cameras) {
        this.cameras = cameras;
    }

    static final SelfTestResult CAME_THROUGH =
            new SelfTestResult(AT - 3_600_000, false, null, 9L, 231L, 48L);
    static final SelfTestResult FAILED =
            new SelfTestResult(AT - 60_000, true, SelfTestFailure.NOT_SENT, 12L, null, null);

    static CameraHealth well(SelfTestResult last) {
        return new CameraHealth(
                "0.6.0",
                93_784,
                new MachineHealth(
                        266_400L,
                        51.6,
                        new Power(false, false, false, false),
                        0.42,
                        4,
                        new Space(610L << 20, 926L << 20),
                        new Space(21L << 30, 29L << 30)),
                new CameraHealth.Waiting(0, null),
                new CameraHealth.Wall(true, -12L),
                new CameraHealth.Upload(3_500_000, 1_400, 4_000),
                new CameraHealth.Film(24.9, 38L),
                new CameraHealth.SelfTest(false, last));
    }

    static CameraHealth ill() {
        return new CameraHealth(
                "0.6.0",
                61,
                new MachineHealth(
                        70L,
                        83.4,
                        new Power(true, true, true, true),
                        7.9,
                        4,
                        new Space(31L << 20, 926L << 20),
                        new Space(400L << 20, 29L << 30)),
                new CameraHealth.Waiting(37, 90_000L),
                new CameraHealth.Wall(false, 7_200_000L),
                new CameraHealth.Upload(3_500_000, 61_000, 90),
                new CameraHealth.Film(0, 95_000L),
                new CameraHealth.SelfTest(false, FAILED));
    }

    static CameraVitals online(String camera, CameraHealth health, boolean missing) {
        return new CameraVitals(
                camera,
                new LinkLine(AT - 7_200_000, 1_870, health.software(), true),
                new CameraVitals.Said(health, AT),
                new CameraVitals.SelfTests(
                        health.selfTest().last(), FakeCatalogue.id(1), AT - 3_599_000, missing));
    }

    void put(CameraVitals vitals) {
        synchronized (this) {
            known.put(vitals.camera(), vitals);
        }
        observers.forEach(o -> o.accept(vitals));
    }

    synchronized List<String> looked() {
        return List.copyOf(looked);
    }

    NodeHealth node() {
        return new NodeHealth(
                "0.6.0",
                500_000,
                new MachineHealth(
                        500_060L,
                        47.2,
                        null,
                        0.1,
                        4,
                        new Space(2L << 30, 4L << 30),
                        new Space(180L << 30, 235L << 30)),
                List.of(new NodeHealth.RoomUse("door", 11L << 30, 90L << 30)),
                1_234,
                true,
                null,
                new Verified(AT, 1_230, 0));
    }

    @Override
    public synchronized Optional<CameraVitals> find(String name) {
        return cameras.find(name)
                .map(view -> known.getOrDefault(name, new CameraVitals(name, null, null, NO_TEST)));
    }

    @Override
    public synchronized void look(String name) {
        looked.add(name);
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraVitals> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }
}
