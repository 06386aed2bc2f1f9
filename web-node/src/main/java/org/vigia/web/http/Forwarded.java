package org.vigia.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Requests as trusted proxies say they came to them: from which address, over HTTPS or not, for
/// which host. Everything behind this, WebSockets included, sees only that; what others say in
/// those headers is not looked at.
///
/// @param proxies whose word counts
record Forwarded(List<Network> proxies) implements HttpConfiguration.Customizer {
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    Forwarded {
        proxies = List.copyOf(proxies);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
        if (!(peer instanceof InetSocketAddress from) || !isTrusted(from.getAddress())) {
            return request;
        }
        HttpFields headers = request.getHeaders();
        InetAddress client = client(from.getAddress(), headers.getCSV("X-Forwarded-For", false));
        String proto = last(headers, "X-Forwarded-Proto").orElse("");
        @Nullable String host =
                last(headers, "X-Forwarded-Host")
                        .filter(text -> HOST.matcher(text).matches())
                        .orElse(null);
        boolean secure =
                proto.equalsIgnoreCase("https")
                        || (request.isSecure() && !proto.equalsIgnoreCase("http"));
        return new Told(
                request,
                new InetSocketAddress(
                        client, client.equals(from.getAddress()) ? from.getPort() : 0),
                secure,
                host);
    }

    /// The nearest one that is not a trusted proxy itself; beyond it anybody may have written
    /// anything.
    private InetAddress client(InetAddress peer, List<String> hops) {
        InetAddress nearest = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = address(hop);
            if (address.isEmpty()) {
                return nearest;
            }
            nearest = address.get();
            if (!isTrusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> address(String hop) {
        var matcher = WITH_PORT.matcher(hop.strip());
        if (!matcher.matches()) {
            return Network.literal(hop.strip());
        }
        String plain = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Network.literal(plain);
    }

    private static Optional<String> last(HttpFields headers, String name) {
        List<String> values = headers.getCSV(name, false);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast().strip());
    }

    /// The request as it was told.
    private static final class Told extends Request.Wrapper {
        private final HttpURI uri;
        private final HttpFields headers;
        private final ConnectionMetaData connection;
        private final boolean secure;

        Told(Request request, InetSocketAddress client, boolean secure, @Nullable String host) {
            super(request);
            this.secure = secure;
            HttpURI.Mutable told = HttpURI.build(request.getHttpURI());
            told.scheme(secure ? "https" : "http");
            if (host != null) {
                told.authority(host);
            }
            this.uri = told.asImmutable();
            this.headers =
                    host == null
                            ? request.getHeaders()
                            : HttpFields.build(request.getHeaders())
                                    .put(new HttpField(HttpHeader.HOST, host))
                                    .asImmutable();
            this.connection =
                    new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                        @Override
                        public SocketAddress getRemoteSocketAddress() {
                            return client;
                        }

                        @Override
                        public boolean isSecure() {
                            return secure;
                        }
                    };
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }
    }
}
