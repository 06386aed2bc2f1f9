package org.vigia.web.http;

import java.time.Duration;
import java.time.ZoneId;

/// How the site is offered.
///
/// @param host the address to listen on
/// @param port 0 for any free one
/// @param zone whose days the history shows
/// @param doors how people come in: over HTTPS, through proxies
/// @param sessionIdle how long a session lives unused; open streams use it
/// @param sessionLifetime how long it lives at most
/// @param commandPatience how long a camera may take to answer a command
/// @param viewers how many may watch live at a time
public record SiteConfig(
        String host,
        int port,
        ZoneId zone,
        Doors doors,
        Duration sessionIdle,
        Duration sessionLifetime,
        Duration commandPatience,
        int viewers) {
    /// @throws IllegalArgumentException when a number is out of range
    public SiteConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: must be between 0 and 65535, was " + port);
        }
        if (!sessionIdle.isPositive()
                || !sessionLifetime.isPositive()
                || !commandPatience.isPositive()) {
            throw new IllegalArgumentException("durations must be above zero");
        }
        if (viewers < 1) {
            throw new IllegalArgumentException("viewers: must be at least 1, was " + viewers);
        }
    }

    /// The usual times: 12 hours idle, 7 days at most, 5 seconds for a command.
    public static SiteConfig of(String host, int port, ZoneId zone, Doors doors, int viewers) {
        return new SiteConfig(
                host,
                port,
                zone,
                doors,
                Duration.ofHours(12),
                Duration.ofDays(7),
                Duration.ofSeconds(5),
                viewers);
    }
}
