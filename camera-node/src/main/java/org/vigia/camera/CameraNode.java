package org.vigia.camera;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.alarm.Trouble;
import org.vigia.camera.board.Board;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.delivery.Delivery;
import org.vigia.camera.delivery.UploadGate;
import org.vigia.camera.gpio.PiBoard;
import org.vigia.camera.gpio.PiSettings;
import org.vigia.camera.link.LinkClient;
import org.vigia.camera.link.ReceiptKey;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.pir.PirWatch;
import org.vigia.camera.recorder.Recorder;
import org.vigia.camera.remote.Remote;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.servo.Servo;
import org.vigia.camera.simulation.BoardServer;
import org.vigia.camera.simulation.SimulatedBoard;
import org.vigia.camera.siren.Siren;
import org.vigia.camera.snapshot.GreyDecoder;
import org.vigia.camera.snapshot.KeyFrameDecoder;
import org.vigia.camera.snapshot.WarmFfmpegDecoder;
import org.vigia.camera.spool.Spool;
import org.vigia.camera.spool.SpoolRoom;
import org.vigia.camera.ssh.HostKeyPin;
import org.vigia.camera.ssh.ScpUploader;
import org.vigia.camera.ssh.SshAccess;
import org.vigia.camera.ssh.SshLinkDialer;
import org.vigia.camera.telegram.Alerts;
import org.vigia.camera.video.CameraStream;
import org.vigia.camera.watch.TroubleWatch;
import org.vigia.camera.watch.Watch;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.supervisor.Systemd;
import org.vigia.shared.supervisor.Watchdog;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.orders.Happening;
import org.vigia.telegram.orders.TelegramOrders;

/// Pi #A, put together: read it from top to bottom to see what feeds what.
public final class CameraNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraNode.class);
    private static final Duration RING_SLACK = Duration.ofSeconds(15);
    private static final long RING_BYTES = 64L * 1024 * 1024;
    private static final Duration LINK_LOST_AFTER = Duration.ofMinutes(2);
    // A Pi without internet asks in vain for the time for a while after each start.
    private static final Duration CLOCK_UNSURE_AFTER = Duration.ofMinutes(10);
    private static final long MAX_PIXELS = 4096L * 2304;

    private final CameraConfig config;
    private final Clock clock;
    private final Pace pace;
    private final Systemd systemd;
    private final Closer closer = new Closer();

    /// @param config what the owner has set
    /// @param clock wall time
    /// @param pace monotonic time
    /// @param systemd is told that this node runs
    public CameraNode(CameraConfig config, Clock clock, Pace pace, Systemd systemd) {
        this.config = config;
        this.clock = clock;
        this.pace = pace;
        this.systemd = systemd;
    }

    /// Starts everything.
    ///
    /// @throws IOException when a folder, key or port cannot be had; in words
    public void start() throws IOException {
        DurableFiles.createDirectories(config.data());
        RsaIdentity identity = RsaIdentity.loadOrCreate(config.identity());
        Moments moments = Moments.ofThisMachine(clock, pace, config.clockTrusted());
        SshAccess access =
                new SshAccess(
                        config.web().address(),
                        config.name(),
                        config.identity(),
                        HostKeyPin.load(config.data(), config.web().hostKey()));
        Spool spool =
                closer.add(
                        Spool.open(
                                config.data().resolve("spool"),
                                config.name(),
                                identity,
                                ClipRepair::repair,
                                clock));

        // What is filmed is kept for a while, and shown on demand.
        FragmentRing ring =
                new FragmentRing(config.recording().preRoll().plus(RING_SLACK), RING_BYTES);
        KeyFrameDecoder decoder = closer.add(new WarmFfmpegDecoder(MAX_PIXELS));
        FilmWatch film = closer.add(new FilmWatch(ring, decoder, pace));
        LinkClient link =
                new LinkClient(
                        new LinkMessage.Hello(
                                LinkMessage.VERSION, config.name(), moments.boot(), version()),
                        new SshLinkDialer(access),
                        ring,
                        ReceiptKey.load(config.data().resolve("receipt-key.pub")),
                        pace);

        // What the owner's phone is to hear, and what it has not heard yet.
        TelegramParts telegramParts = new TelegramParts(config, moments, closer, clock, pace);
        Alerts alerts = telegramParts.alerts();
        alerts.left(spool.sealed());
        SpoolRoom room =
                closer.add(
                        new SpoolRoom(
                                spool,
                                config.spool(),
                                FreeSpace.of(config.data().resolve("spool")),
                                alerts::room));

        // What is recorded goes to Pi #B while it is filmed; it is spooled too, and delivered until
        // Pi #B has signed for it.
        Recorder recorder =
                new Recorder(
                        config.recording(),
                        ring,
                        decoder,
                        spool,
                        moments,
                        clock,
                        pace,
                        new EventNews(link, alerts));
        UploadGate gate = new UploadGate(link::isEvidenceBehind, pace);
        Wellbeing wellbeing =
                new Wellbeing(
                        config,
                        version(),
                        spool,
                        moments,
                        link,
                        new ScpUploader(access, gate),
                        film,
                        clock,
                        pace);
        Delivery delivery =
                new Delivery(
                        spool,
                        wellbeing.uploader(),
                        gap ->
                                link.tell(
                                        new LinkMessage.GapRecorded(
                                                gap.document(), gap.signature())),
                        pace);

        // What is felt makes the alarm think; what it thinks is recorded and heard.
        Board board = closer.add(openBoard());
        Siren siren = closer.add(new Siren(board.buzzer(), config.siren(), pace));
        Servo servo = closer.add(new Servo(board.servo(), config.servo(), pace));
        AlarmLoop alarm =
                new AlarmLoop(
                        config.alarm(),
                        config.data().resolve("alarm"),
                        pace,
                        clock,
                        new AlarmActions(recorder, siren, alerts));
        PirWatch pir = new PirWatch(board.pir(), config.pir(), pace, alarm::submit);
        GreyDecoder greys = closer.add(new GreyDecoder(MAX_PIXELS));
        Watch watch =
                new Watch(
                        config.watch(),
                        new CameraSight(alarm, servo, film, ring, greys),
                        clock,
                        pace,
                        moments::synchronised,
                        alarm::submit);
        TroubleWatch troubles =
                new TroubleWatch(
                        List.of(
                                new TroubleWatch.Concern(
                                        Trouble.LINK_LOST, () -> !link.isLinked(), LINK_LOST_AFTER),
                                new TroubleWatch.Concern(
                                        Trouble.CLOCK_UNSURE,
                                        () -> !moments.now().clockSynchronised(),
                                        CLOCK_UNSURE_AFTER)),
                        pace,
                        input -> {
                            alarm.submit(input);
                            if (input instanceof AlarmInput.TroubleEnded(Trouble ended)) {
                                alerts.over(ended);
                            }
                        });
        Remote remote =
                new Remote(
                        config.remote(),
                        pace,
                        config.data().resolve("wrong-pins"),
                        new RemoteActions(alarm, servo));
        Diary diary = new Diary(clock);
        Pairing pairing = telegramParts.pairing();
        Hands hands = new Hands(alarm, siren, servo);
        StatusReport report =
                new StatusReport(
                        alarm,
                        siren,
                        servo,
                        film,
                        spool,
                        alerts,
                        pairing,
                        config.pir().warmUp(),
                        pace);
        Orders orders =
                new Orders(
                        hands, recorder, delivery, moments, alerts, pairing, diary, report,
                        wellbeing);
        alarm.observe(_ -> link.statusChanged());
        alerts.observe(link::statusChanged);
        alarm.observe(diary::alarm);
        alarm.observe(state -> alerts.troubles(state.troubles()));
        film.observe(() -> {
            diary.fault(Happening.Part.PICTURE, film.fault().isPresent());
            alerts.picture(film.fault().isPresent());
            link.statusChanged();
        });

        Optional<TelegramOrders> telegram =
                telegramParts.orders(films ->
                        TelegramDesk.open(
                                config.name(),
                                hands,
                                servo,
                                recorder,
                                link,
                                report,
                                diary,
                                films,
                                pace));

        // Closed in reverse: first what feels, then what decides, records, delivers and tells.
        closer.add(link);
        closer.add(delivery);
        CameraStream stream =
                closer.add(
                        new CameraStream(
                                config.video().source(),
                                config.video().stall(),
                                pace,
                                wellbeing.film()));
        closer.add(recorder);
        closer.add(alarm);
        closer.add(pir);
        closer.add(watch);
        closer.add(troubles);
        closer.add(wellbeing);
        telegram.ifPresent(closer::add);
        siren.start();
        servo.start();
        alarm.start();
        stream.start();
        room.start();
        delivery.start();
        wellbeing.start(() -> alarm.state().incident() != null);
        link.start(orders);
        pir.start();
        watch.start();
        troubles.start();
        telegram.ifPresent(t ->
                t.start(() -> {
                    pairing.takesOrdersAs(t.botName());
                    link.statusChanged();
                }));
        listen(board, remote);
        if (board instanceof SimulatedBoard simulated) {
            show(simulated, alarm, siren);
        }
        LOG.info(
                "camera {} runs, {}, key {}",
                config.name(),
                alarm.state().label(),
                identity.publicKey().fingerprint());
        Watchdog.Vital vital =
                limit -> alarm.settle(limit) && siren.settle(limit) ? "" : "alarm or siren";
        closer.add(new Watchdog(systemd, vital, pace)).start();
    }

    private Board openBoard() throws IOException {
        return switch (config.board()) {
            case CameraConfig.Board.Pi(PiSettings settings) -> PiBoard.open(settings, pace);
            case CameraConfig.Board.Simulated(_) -> {
                SimulatedBoard board = new SimulatedBoard(pace);
                board.start();
                yield board;
            }
        };
    }

    /// A house is better guarded without a remote than not at all.
    private void listen(Board board, Remote remote) {
        try {
            board.infrared().listen(remote);
            if (config.remote().bindings().isEmpty()) {
                LOG.warn("remote: no button is bound; vigia-camera remote learn does that");
            }
        } catch (IOException e) {
            LOG.error("remote: it is dead until a restart: {}", e.getMessage());
        }
    }

    private void show(SimulatedBoard board, AlarmLoop alarm, Siren siren) throws IOException {
        int port = config.board() instanceof CameraConfig.Board.Simulated(int p) ? p : 0;
        BoardServer page =
                closer.add(
                        new BoardServer(
                                port,
                                board,
                                config.remote().codesByLabel(),
                                () -> alarm.state().label(),
                                siren::wailing));
        LOG.info("the simulated board is at http://127.0.0.1:{}/", page.start());
    }

    @Override
    public void close() {
        closer.close();
    }

    private static String version() {
        String version = CameraNode.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
