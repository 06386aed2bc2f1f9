package org.vigia.camera.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.AlarmTimes;
import org.vigia.camera.pir.PirTimes;
import org.vigia.camera.recorder.RecorderSettings;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.camera.servo.ServoSettings;
import org.vigia.camera.siren.SirenSettings;
import org.vigia.camera.source.PiSystem;
import org.vigia.camera.spool.SpoolLimits;
import org.vigia.camera.watch.WatchSettings;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.config.ConfigFile;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.config.Section;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.Manifest;
import org.vigia.telegram.config.TelegramSettings;

/// Reads `camera.yml`.
public final class CameraConfigReader {
    private static final String DATA = "/var/lib/vigia/camera";
    private static final String NOT_PAIRED =
            "this camera is not paired with a Pi #B: vigia-camera pair, with the code that the"
                    + " site's “add a camera” shows";

    private CameraConfigReader() {}

    /// Reads the whole file.
    ///
    /// @throws ConfigException with every problem there is
    public static CameraConfig read(Path file) throws ConfigException {
        return read(ConfigFile.read(file));
    }

    /// Reads a text that is to become such a file.
    ///
    /// @param file whose folder relative paths are relative to
    /// @throws ConfigException with every problem there is
    static CameraConfig parse(Path file, String text) throws ConfigException {
        return read(ConfigFile.parse(String.valueOf(file.getFileName()), folder(file), text));
    }

    private static Path folder(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder;
    }

    private static CameraConfig read(ConfigFile config) throws ConfigException {
        Section root = config.root();
        Path data = root.path("data", DATA);
        boolean clockTrusted = root.flag("clock-trusted", false);
        Section web = root.section("web");
        Optional<Paired> paired = paired(root, data);
        @Nullable String name = null;
        @Nullable HostPort address = null;
        @Nullable SshPublicKey hostKey = null;
        if (paired.isEmpty() && isLeftToPairing(root, web)) {
            root.problem("web", NOT_PAIRED);
            root.expect("name");
            web.expect("address");
            web.expect("host-key");
        } else {
            name =
                    root.text(
                            "name",
                            paired.map(Paired::camera).orElse(null),
                            "1 to 32 of a-z, 0-9 and inner hyphens",
                            Manifest::isCameraName);
            address = web.hostPort("address", paired.map(Paired::address).orElse(null));
            hostKey = hostKey(web, paired.map(p -> p.hostKey().line()).orElse(null));
        }
        BoardReader parts = new BoardReader(root);
        CameraConfig.Board board = parts.board();
        CameraConfig.@Nullable Video video =
                VideoSection.read(
                        root.section("video"), data.resolve("run"), PiSystem.ofThisMachine());
        RecorderSettings recording = recording(root.section("recording"));
        SpoolLimits spool = spool(root.section("spool"));
        AlarmTimes alarm = alarm(root.section("alarm"));
        RemoteSettings remote = parts.remote();
        PirTimes pir = pir(root.section("pir"));
        SirenSettings siren = siren(root.section("siren"));
        ServoSettings servo = parts.servo();
        WatchSettings watch = watch(root.section("watch"));
        var telegram = TelegramSettings.read(root.section("telegram"), true);
        var effective = config.finish();
        if (name == null || address == null || hostKey == null || video == null) {
            throw new IllegalStateException("a problem was not reported");
        }
        return new CameraConfig(
                name,
                data,
                clockTrusted,
                new CameraConfig.Web(address, hostKey),
                board,
                video,
                recording,
                spool,
                alarm,
                remote,
                pir,
                siren,
                servo,
                watch,
                telegram,
                effective);
    }

    /// Reads the data folder alone, for commands that come before the file is complete.
    ///
    /// @throws ConfigException when the file cannot be read
    public static Path readData(Path file) throws ConfigException {
        return ConfigFile.read(file).root().path("data", DATA);
    }

    /// Which of the settings that pairing brings the file sets by itself; these count.
    ///
    /// @throws ConfigException when the file cannot be read
    public static List<String> setsItself(Path file) throws ConfigException {
        Section root = ConfigFile.read(file).root();
        Section web = root.section("web");
        List<String> set = new ArrayList<>();
        if (root.has("name")) {
            set.add("name");
        }
        for (String key : List.of("address", "host-key")) {
            if (web.has(key)) {
                set.add("web." + key);
            }
        }
        return set;
    }

    /// Reads what the lines are alone: a siren must be silenced whatever else of the file is wrong.
    ///
    /// @throws ConfigException when the file cannot be read, or `board`, `pins` or `pwm` is wrong
    public static CameraConfig.Board readBoard(Path file) throws ConfigException {
        ConfigFile config = ConfigFile.read(file);
        CameraConfig.Board board = new BoardReader(config.root()).board();
        try {
            config.finish();
        } catch (ConfigException e) {
            List<String> ours =
                    e.problems().stream()
                            .filter(p -> p.matches("[^:]+: (board|pins|pwm)\\b(?s:.*)"))
                            .toList();
            if (!ours.isEmpty()) {
                throw new ConfigException(ours);
            }
        }
        return board;
    }

    private static Optional<Paired> paired(Section root, Path data) {
        try {
            return Paired.read(data);
        } catch (IOException e) {
            root.problem("data", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static boolean isLeftToPairing(Section root, Section web) {
        return !root.has("name") && !web.has("address") && !web.has("host-key");
    }

    private static @Nullable SshPublicKey hostKey(Section web, @Nullable String paired) {
        String line =
                web.text(
                        "host-key",
                        paired,
                        "the line that `vigia-web camera add` prints: ssh-rsa AAAA…",
                        text -> parse(text) != null);
        return parse(line);
    }

    private static @Nullable SshPublicKey parse(String line) {
        try {
            return SshPublicKey.parse(line);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static RecorderSettings recording(Section recording) {
        return new RecorderSettings(
                recording.duration(
                        "pre-roll", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(1)),
                recording.duration(
                        "longest-clip",
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10)));
    }

    private static SpoolLimits spool(Section spool) {
        SpoolLimits usual = SpoolLimits.DEFAULT;
        return new SpoolLimits(
                spool.bytes("bytes", usual.bytes(), 64L << 20, 64L << 40),
                spool.bytes("free", usual.free(), 0, 1L << 40));
    }

    private static AlarmTimes alarm(Section alarm) {
        AlarmTimes usual = AlarmTimes.defaults();
        return new AlarmTimes(
                alarm.duration(
                        "exit-delay", usual.exitDelay(), Duration.ZERO, Duration.ofMinutes(10)),
                alarm.duration(
                        "entry-delay", usual.entryDelay(), Duration.ZERO, Duration.ofMinutes(5)),
                alarm.duration(
                        "motion-tail",
                        usual.motionTail(),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1)),
                alarm.duration(
                        "panic-tail",
                        usual.panicTail(),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5)),
                alarm.duration(
                        "rearm-after",
                        usual.rearmAfter(),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1)));
    }

    private static PirTimes pir(Section pir) {
        PirTimes usual = PirTimes.defaults();
        return new PirTimes(
                pir.duration("warm-up", usual.warmUp(), Duration.ZERO, Duration.ofMinutes(5)),
                pir.duration(
                        "stuck-after",
                        usual.stuckAfter(),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)));
    }

    private static WatchSettings watch(Section watch) {
        WatchSettings usual = WatchSettings.defaults();
        return new WatchSettings(
                watch.flag("lens", usual.lens()),
                watch.flag("view", usual.view()),
                watch.flag("frozen", usual.frozen()),
                watch.duration(
                        "frozen-after",
                        usual.frozenAfter(),
                        WatchSettings.LEAST_FROZEN,
                        WatchSettings.MOST),
                watch.flag("clock", usual.clock()),
                watch.duration(
                        "clock-jump",
                        usual.clockJump(),
                        WatchSettings.LEAST_JUMP,
                        WatchSettings.MOST),
                watch.duration(
                        "repeat-after",
                        usual.repeatAfter(),
                        Duration.ZERO,
                        WatchSettings.MOST_REPEAT));
    }

    private static SirenSettings siren(Section siren) {
        return new SirenSettings(
                siren.duration(
                        "longest",
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(30)),
                siren.flag("silent", false));
    }
}
