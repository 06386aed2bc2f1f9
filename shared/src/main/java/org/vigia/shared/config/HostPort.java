package org.vigia.shared.config;

/// Where a server is: `pi-b.local:8022`, `127.0.0.1:0`, `[::1]:8022`.
///
/// @param host a name or an address, without brackets
/// @param port 0 to 65535; 0 where a free one may be chosen
public record HostPort(String host, int port) {
    /// @throws IllegalArgumentException when the host is empty or the port out of range
    public HostPort {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a host and port");
        }
    }

    /// Reads the usual form.
    ///
    /// @throws IllegalArgumentException when `text` has another
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("not a host and port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets");
        }
        return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
