package org.vigia.telegram.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.vigia.shared.config.Secret;
import org.vigia.shared.config.Section;
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.outbox.OutboxSettings;

/// What an owner can set about Telegram.
///
/// @param bot which bot speaks
/// @param outbox how alerts are told
/// @param orders whether it takes orders
public record TelegramSettings(BotSettings bot, OutboxSettings outbox, boolean orders) {
    private static final long KEEP = 256L << 20;
    private static final Duration BURST = Duration.ofMinutes(5);
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    /// Reads the section.
    ///
    /// @param takesOrders whether this node can take orders at all; if so there is a key for it
    /// @return empty where there is no token: then nothing of Telegram is done
    public static Optional<TelegramSettings> read(Section section, boolean takesOrders) {
        Optional<Secret> token = token(section);
        String api =
                section.text(
                        "api",
                        BotSettings.TELEGRAM.toString(),
                        "http:// or https://, a host and, if need be, a port",
                        text -> uri(text).filter(BotSettings::isApi).isPresent());
        String site =
                section.text(
                        "site",
                        "none",
                        "none, or the site's address such as https://home.example",
                        text -> text.equals("none") || isSite(text));
        Duration burst = section.duration("burst", BURST, Duration.ZERO, Duration.ofHours(1));
        long keep = section.bytes("keep", KEEP, 0, 1L << 40);
        String zone =
                section.text(
                        "time-zone",
                        ZoneId.systemDefault().getId(),
                        "a time zone such as Europe/Madrid",
                        TelegramSettings::isZone);
        boolean orders = takesOrders && section.flag("orders", true);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TelegramSettings(
                        new BotSettings(token.get(), uri(api).orElse(BotSettings.TELEGRAM)),
                        new OutboxSettings(
                                burst,
                                keep,
                                isZone(zone) ? ZoneId.of(zone) : ZoneId.systemDefault(),
                                site.equals("none") ? "" : site.replaceAll("/+$", ""),
                                orders,
                                OutboxSettings.WAITING),
                        orders));
    }

    private static Optional<Secret> token(Section section) {
        boolean inFile = !section.text("token-file", "none").equals("none");
        Secret token = section.secret("token");
        Path file = section.path("token-file", "none");
        if (!token.value().isEmpty() && inFile) {
            section.problem("token-file", "stands beside telegram.token; one of them must go");
            return Optional.empty();
        }
        String key = inFile ? "token-file" : "token";
        String text = inFile ? content(section, file) : token.value();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!BotSettings.isToken(text)) {
            section.problem(key, "must be a token as BotFather gives it: 123456789:AAAA…");
            return Optional.empty();
        }
        return Optional.of(new Secret(text));
    }

    private static String content(Section section, Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                section.problem(
                        "token-file", "others may read or change it: chmod 600 %s".formatted(file));
                return "";
            }
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                section.problem("token-file", "%s is empty".formatted(file));
            }
            return text;
        } catch (IOException e) {
            section.problem("token-file", "%s cannot be read".formatted(file));
            return "";
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isSite(String text) {
        return uri(text)
                .filter(u -> "http".equals(u.getScheme()) || "https".equals(u.getScheme()))
                .filter(u -> u.getHost() != null && u.getRawQuery() == null)
                .isPresent();
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
