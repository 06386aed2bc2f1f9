package org.vigia.camera.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.vigia.camera.alarm.AlarmTimes;
import org.vigia.camera.gpio.PiSettings;
import org.vigia.camera.pir.PirTimes;
import org.vigia.camera.recorder.RecorderSettings;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.camera.servo.ServoSettings;
import org.vigia.camera.siren.SirenSettings;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.spool.SpoolLimits;
import org.vigia.camera.watch.WatchSettings;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.telegram.config.TelegramSettings;

/// Everything that an owner can set on Pi #A. See docs/configuration.md.
///
/// @param name the name this camera is registered under on Pi #B
/// @param data where it keeps its key, alarm state and spool
/// @param clockTrusted whether the wall clock is right without asking systemd
/// @param web where Pi #B is
/// @param board what the lines are
/// @param video where the picture comes from
/// @param recording how much is filmed
/// @param spool how much room undelivered events may take
/// @param alarm the alarm's times
/// @param remote the infrared remote
/// @param pir the motion sensor
/// @param siren the buzzer
/// @param servo the pan servo
/// @param watch what the node notices about itself
/// @param telegram the bot; empty where there is none
/// @param effective every key with the value in force, secrets masked
public record CameraConfig(
        String name,
        Path data,
        boolean clockTrusted,
        Web web,
        Board board,
        Video video,
        RecorderSettings recording,
        SpoolLimits spool,
        AlarmTimes alarm,
        RemoteSettings remote,
        PirTimes pir,
        SirenSettings siren,
        ServoSettings servo,
        WatchSettings watch,
        Optional<TelegramSettings> telegram,
        Map<String, String> effective) {
    /// Pi #B.
    ///
    /// @param address its camera port
    /// @param hostKey its only acceptable host key
    public record Web(HostPort address, SshPublicKey hostKey) {}

    /// What the lines are.
    public sealed interface Board {
        /// Software.
        ///
        /// @param port of its page, on loopback; 0 for a free one
        record Simulated(int port) implements Board {}

        /// A Raspberry Pi.
        record Pi(PiSettings settings) implements Board {}
    }

    /// The camera.
    ///
    /// @param source what films
    /// @param stall how long it may give no frame
    public record Video(VideoSource source, Duration stall) {}

    /// The private key's file.
    public Path identity() {
        return identity(data);
    }

    /// The private key's file in a data folder.
    public static Path identity(Path data) {
        return data.resolve("identity");
    }
}
