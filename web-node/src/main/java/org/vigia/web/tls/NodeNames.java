package org.vigia.web.tls;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.config.HostPort;

/// What this machine is called on its own network.
///
/// @param host its name, a single label in small letters
/// @param addresses those of private and link-local ranges by which a browser can reach it,
///   loopback included
public record NodeNames(String host, List<InetAddress> addresses) {
    /// What routers call the network at home. None of them can be had on the Internet's DNS: RFC
    /// 8375; ICANN's resolution on .internal; the rest will never be delegated.
    public static final List<String> HOME_DOMAINS =
            List.of("lan", "home", "home.arpa", "internal", "localdomain");

    private static final Logger LOG = LoggerFactory.getLogger(NodeNames.class);
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final String NAMELESS = "localhost";
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
    // A machine of containers has an address for each; a certificate must not grow with them.
    private static final int MOST = 24;

    /// @throws IllegalArgumentException when the name is none
    public NodeNames {
        if (!LABEL.matcher(host).matches()) {
            throw new IllegalArgumentException("not a host's name: " + host);
        }
        addresses =
                addresses.stream()
                        .filter(NodeNames::isOurs)
                        .distinct()
                        .sorted(Comparator.comparing(InetAddress::getHostAddress))
                        .limit(MOST)
                        .toList();
    }

    /// As the kernel says now.
    public static NodeNames ofThisMachine() {
        return new NodeNames(hostName(), localAddresses());
    }

    /// Every name: `pi-b.local`, `pi-b`, `pi-b.lan` and the like, `localhost`.
    public List<String> names() {
        if (host.equals(NAMELESS)) {
            return List.of(NAMELESS);
        }
        List<String> names = new ArrayList<>(List.of(host + ".local", host));
        HOME_DOMAINS.forEach(domain -> names.add(host + "." + domain));
        names.add(NAMELESS);
        return List.copyOf(names);
    }

    /// What listens at `place`, as somebody at another machine has to call it: where that is every
    /// address, by this machine's name.
    public HostPort called(HostPort place) {
        return EVERYWHERE.contains(place.host())
                ? new HostPort(names().getFirst(), place.port())
                : place;
    }

    private static boolean isOurs(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return true;
        }
        // An IPv6 address of a link needs its link's name beside it, which no browser takes.
        return address instanceof Inet4Address
                ? address.isSiteLocalAddress() || address.isLinkLocalAddress()
                : (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    private static String hostName() {
        try {
            String name = Files.readString(KERNEL).strip().toLowerCase(Locale.ROOT);
            String label = name.split("\\.", -1)[0];
            return LABEL.matcher(label).matches() ? label : NAMELESS;
        } catch (IOException e) {
            LOG.debug("the machine's name cannot be read", e);
            return NAMELESS;
        }
    }

    private static List<InetAddress> localAddresses() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
                if (card.isUp()) {
                    card.inetAddresses().map(NodeNames::plain).forEach(found::add);
                }
            }
        } catch (SocketException e) {
            LOG.debug("the machine's addresses cannot be read", e);
        }
        return found;
    }

    /// Without the interface it was found on.
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes", e);
        }
    }
}
