package org.vigia.camera.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigia.camera.gpio.PiSettings;
import org.vigia.camera.link.LinkDialer;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.spool.SpoolLimits;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.Bot;

/// What is looked at, and with what settings.
///
/// @param camera the name this camera is registered under
/// @param data the node's folder
/// @param identity its private key
/// @param web where Pi #B is
/// @param spool what it may take
/// @param clockTrusted whether the clock is right without asking systemd
/// @param source what films
/// @param wired how the parts are wired; empty for simulated ones
/// @param devices whether the source is a camera, which the group `video` may use
public record Examination(
        String camera,
        Path data,
        Path identity,
        HostPort web,
        SpoolLimits spool,
        boolean clockTrusted,
        VideoSource source,
        Optional<PiSettings> wired,
        boolean devices) {
    private static final Duration FRAME_WITHIN = Duration.ofSeconds(10);

    /// Everything, in the order of its lines.
    ///
    /// @param machine whose files are looked at
    /// @param dialer reaches Pi #B
    /// @param lines has the real lines and lets them go
    /// @param bot the one that is set
    /// @param pace the passing of time
    public List<Check> checks(
            Machine machine,
            LinkDialer dialer,
            LinesCheck.Trial lines,
            Optional<Bot> bot,
            Pace pace) {
        Optional<String> node = machine.runningNode();
        List<Check> checks = new ArrayList<>();
        node.ifPresent(process -> checks.add(words -> words.ok("node", process)));
        checks.addAll(new HardwareChecks(machine).all(wired, devices));
        wired.ifPresent(pi -> checks.add(new LinesCheck(pi, node, lines)));
        checks.addAll(new SystemChecks(machine, data, spool, clockTrusted, pace).all());
        checks.addAll(new HealthChecks(machine, data).all());
        checks.add(new CameraCheck(source, node, FRAME_WITHIN, pace));
        checks.addAll(new LinkChecks(web, camera, identity, dialer, node, pace).all());
        checks.add(new TelegramCheck(bot));
        return checks;
    }
}
