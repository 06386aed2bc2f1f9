package org.vigia.web.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.config.ConfigFile;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.config.Section;

/// Everything that an owner can set on Pi #B. See docs/configuration.md.
///
/// @param data where it keeps keys, accounts, evidence and index
/// @param cameras where cameras dial in (SSH)
/// @param lostAfter how long an armed camera may be silent
/// @param site where people look (HTTP)
/// @param zone the time zone whose days the history shows
/// @param effective every key with the value in force
public record WebConfig(
        Path data,
        HostPort cameras,
        Duration lostAfter,
        HostPort site,
        ZoneId zone,
        Map<String, String> effective) {
    /// Reads the whole file.
    ///
    /// @throws ConfigException with every problem there is
    public static WebConfig read(Path file) throws ConfigException {
        ConfigFile config = ConfigFile.read(file);
        Section root = config.root();
        Path data = root.path("data", "/var/lib/vigia-web");
        Section dialling = root.section("cameras");
        HostPort cameras = dialling.hostPort("address", new HostPort("0.0.0.0", 8022));
        Duration lostAfter =
                dialling.duration(
                        "lost-after",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofHours(1));
        Section site = root.section("site");
        HostPort address = site.hostPort("address", new HostPort("127.0.0.1", 8080));
        String zone =
                site.text(
                        "time-zone",
                        ZoneId.systemDefault().getId(),
                        "a time zone such as Europe/Madrid",
                        WebConfig::isZone);
        Map<String, String> effective = config.finish();
        return new WebConfig(data, cameras, lostAfter, address, ZoneId.of(zone), effective);
    }

    /// The SSH host key's file.
    public Path hostKey() {
        return data.resolve("host-key");
    }

    /// The file of the key that receipts are signed with.
    public Path receiptKey() {
        return data.resolve("receipt-key");
    }

    /// The journal of registered cameras.
    public Path cameraRegistry() {
        return data.resolve("registry").resolve("cameras.jsonl");
    }

    /// The journal of accounts.
    public Path accounts() {
        return data.resolve("accounts.jsonl");
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
