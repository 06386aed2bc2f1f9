package org.vigia.web.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.config.ConfigFile;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.config.Section;
import org.vigia.telegram.config.TelegramSettings;
import org.vigia.web.http.Network;
import org.vigia.web.live.LiveHub;
import org.vigia.web.retention.RetentionRules;
import org.vigia.web.store.RoomLimits;
import org.vigia.web.store.StoreLimits;
import org.vigia.web.tls.TlsSettings;

/// Everything that an owner can set on Pi #B. See docs/configuration.md.
///
/// @param data where it keeps keys, accounts, evidence and index
/// @param cameras where cameras dial in (SSH)
/// @param lostAfter how long an armed camera may be silent
/// @param site where people look (HTTP)
/// @param tls whether it is offered over HTTPS, too
/// @param proxies whose word about where people come from counts
/// @param names by which the site is called besides its own
/// @param viewers how many may watch live at a time
/// @param zone the time zone whose days the history shows
/// @param retention when events are deleted
/// @param store what is taken from cameras
/// @param telegram the bot that tells what a lost camera cannot; empty where there is none
/// @param effective every key with the value in force
public record WebConfig(
        Path data,
        HostPort cameras,
        Duration lostAfter,
        HostPort site,
        TlsSettings tls,
        List<Network> proxies,
        List<String> names,
        int viewers,
        ZoneId zone,
        RetentionRules retention,
        StoreLimits store,
        Optional<TelegramSettings> telegram,
        Map<String, String> effective) {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");
    private static final long LARGEST_DISK = 1024L << 40;

    /// Reads the whole file.
    ///
    /// @throws ConfigException with every problem there is
    public static WebConfig read(Path file) throws ConfigException {
        ConfigFile config = ConfigFile.read(file);
        Section root = config.root();
        Path data = root.path("data", "/var/lib/vigia/web");
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
        TlsSettings tls = TlsSettings.read(site);
        List<Network> proxies = proxies(site);
        List<String> names = names(site);
        int viewers = site.integer("viewers", LiveHub.DEFAULT_VIEWERS, 1, 10_000);
        Section retention = root.section("retention");
        RetentionRules rules = rules(retention);
        StoreLimits store = limits(retention, root.section("quota"));
        Optional<TelegramSettings> telegram =
                TelegramSettings.read(root.section("telegram"), false);
        Map<String, String> effective = config.finish();
        return new WebConfig(
                data,
                cameras,
                lostAfter,
                address,
                tls,
                proxies,
                names,
                viewers,
                ZoneId.of(zone),
                rules,
                store,
                telegram,
                effective);
    }

    private static List<Network> proxies(Section site) {
        List<Network> proxies = new ArrayList<>();
        for (String text : site.texts("proxies")) {
            Optional<Network> network = Network.parse(text);
            network.ifPresentOrElse(
                    proxies::add,
                    () ->
                            site.problem(
                                    "proxies",
                                    "must be addresses or ranges such as 192.168.1.2 or"
                                            + " 10.0.0.0/24, was "
                                            + text));
        }
        return proxies;
    }

    private static List<String> names(Section site) {
        List<String> names = site.texts("names");
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                site.problem("names", "must be host names such as home.example.org, was " + name);
            }
        }
        return names;
    }

    private static RetentionRules rules(Section retention) {
        RetentionRules usual = RetentionRules.DEFAULT;
        return new RetentionRules(
                retention.duration("age", usual.age(), Duration.ZERO, Duration.ofDays(36_500)),
                retention.duration(
                        "protect", usual.protect(), Duration.ZERO, Duration.ofDays(365)));
    }

    private static StoreLimits limits(Section retention, Section quota) {
        StoreLimits usual = StoreLimits.DEFAULT;
        RoomLimits room = usual.room();
        return new StoreLimits(
                usual.maxClipBytes(),
                retention.bytes("free", usual.reserveBytes(), 16L << 20, LARGEST_DISK),
                new RoomLimits(
                        retention.bytes("bytes", room.bytes(), 0, LARGEST_DISK),
                        quota.bytes("day-bytes", room.dayBytes(), 1L << 30, LARGEST_DISK),
                        quota.integer("day-files", room.dayFiles(), 100, 1_000_000),
                        quota.bytes("stream-reserve", room.streamBytes(), 0, LARGEST_DISK)));
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

    /// Where the CA and the certificates made here are kept.
    public Path certificates() {
        return data.resolve("tls");
    }

    /// The journal of accounts.
    public Path accounts() {
        return data.resolve("accounts.jsonl");
    }

    /// The file of the cameras' directions that have names.
    public Path panPresets() {
        return data.resolve("pan-presets.json");
    }

    /// The folder of the audit log.
    public Path audit() {
        return data.resolve("audit");
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
