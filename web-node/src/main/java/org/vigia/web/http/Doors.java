package org.vigia.web.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.config.HostPort;
import org.vigia.web.tls.Certificates;

/// How people come in.
///
/// @param https the door for browsers; null where there is HTTP alone
/// @param proxies whose `X-Forwarded-…` is believed
/// @param names by which the site is called besides those that nobody can buy
/// @param patience how long a client may say nothing, take nothing, or not come to the end of what
///   it asks
public record Doors(
        @Nullable Https https, List<Network> proxies, Set<String> names, Duration patience) {
    /// How long a client may take, usually.
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /// HTTP alone, without a proxy.
    public static final Doors PLAIN = new Doors(null, List.of(), Set.of(), PATIENCE);

    /// HTTPS.
    ///
    /// @param address where it listens; port 0 takes a free one
    /// @param certificates what it shows; stays the caller's to close
    public record Https(HostPort address, Certificates certificates) {
        /// Whether browsers trust the certificate without having been told to: then they may be
        /// told never to come over HTTP again.
        boolean isTrusted() {
            return certificates.authority().isEmpty();
        }
    }

    /// Takes copies.
    public Doors {
        proxies = List.copyOf(proxies);
        names =
                names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }
}
