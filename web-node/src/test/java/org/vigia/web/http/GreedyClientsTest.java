package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;

/// Who sends too much, too slowly or too often, and who never reads.
class GreedyClientsTest {
    private static final int FILM = 8 << 20;
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final SiteFixture fixture;
    private final Pace pace = Pace.system();
    private SiteFixture.Login login;

    GreedyClientsTest(@TempDir Path directory) throws Exception {
        fixture =
                new SiteFixture(
                        directory, new FakePace(), new Doors(null, List.of(), Set.of(), SHORT));
    }

    @BeforeEach
    void fill() throws Exception {
        fixture.events.announce(1, "door", EventKind.MOTION, 1_790_000_000_000L);
        fixture.events.complete(FakeCatalogue.id(1), new byte[FILM], 3000);
        login = fixture.login();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String film() {
        return "/api/v1/events/" + FakeCatalogue.id(1).text() + "/clip.mp4";
    }

    private String post(String headers, String body) throws IOException {
        return Raw.exact(
                fixture.site.port(),
                "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\n"
                        + headers
                        + "\r\n"
                        + body);
    }

    @Test
    void bodiesThatAreTooLargeAreRefusedHoweverTheyAreAnnounced() throws Exception {
        String large = "x".repeat(17 * 1024);
        assertThat(Raw.status(post("Content-Length: " + large.length() + "\r\n", large)))
                .isEqualTo(413);
        assertThat(Raw.status(post("Content-Length: 9223372036854775807\r\n", "{"))).isEqualTo(413);
        String chunk = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n";
        assertThat(Raw.status(post("Transfer-Encoding: chunked\r\n", chunk + "0\r\n\r\n")))
                .isEqualTo(413);
    }

    @Test
    void requestsOfTwoLengthsAreRefused() throws Exception {
        for (String lengths :
                List.of(
                        "Content-Length: 2\r\nContent-Length: 3\r\n",
                        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
                        "Transfer-Encoding: identity, chunked\r\nContent-Length: 2\r\n",
                        "Transfer-Encoding: chunked, identity\r\n",
                        "Content-Length: -1\r\n",
                        "Content-Length: 1e3\r\n",
                        "Content-Length : 2\r\n",
                        "Transfer-Encoding : chunked\r\n")) {
            assertThat(Raw.status(post(lengths, "{}0\r\n\r\n"))).as(lengths).isIn(400, 501);
        }
    }

    @Test
    void headersAndAddressesThatAreTooLongAreRefused() throws Exception {
        int port = fixture.site.port();
        assertThat(Raw.status(Raw.get(port, "/", "X-Long: " + "x".repeat(9000)))).isEqualTo(431);
        assertThat(Raw.status(Raw.get(port, "/?" + "x".repeat(9000)))).isEqualTo(414);
        assertThat(Raw.status(Raw.get(port, "/", "Cookie: " + "vigia=x; ".repeat(800))))
                .isIn(200, 431);
        String[] many = new String[2000];
        java.util.Arrays.fill(many, "A: b");
        assertThat(Raw.status(Raw.get(port, "/", many))).isEqualTo(431);
    }

    /// Sends `head`, then a byte now and then, until the server has had enough.
    private boolean endsWhileDripping(String head) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.site.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            long end = pace.nanos() + SHORT.multipliedBy(6).toNanos();
            while (pace.nanos() < end) {
                try {
                    out.write('x');
                    if (socket.getInputStream().read() < 0) {
                        return true;
                    }
                } catch (java.net.SocketTimeoutException e) {
                    // It still waits for more.
                } catch (IOException e) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void whoDripsARequestIsSentAway() throws Exception {
        assertThat(endsWhileDripping("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")).isTrue();
        assertThat(endsWhileDripping("GET /")).isTrue();
        assertThat(
                        endsWhileDripping(
                                "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                                        + " application/json\r\nContent-Length: 10000\r\n\r\n{"))
                .isTrue();
        assertThat(fixture.get("/healthz", null).statusCode()).isEqualTo(200);
    }

    @Test
    void whoNeverReadsAFilmIsLeftAndOthersAreServed() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), fixture.site.port()));
            socket.getOutputStream()
                    .write(
                            ("GET "
                                            + film()
                                            + " HTTP/1.1\r\nHost: localhost\r\nCookie: "
                                            + login.cookie()
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(fixture.get("/api/v1/session", login).statusCode()).isEqualTo(200);
            pace.sleep(SHORT.multipliedBy(3));
            socket.setSoTimeout(5000);
            long read = 0;
            byte[] buffer = new byte[65536];
            try {
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer)) {
                    read += n;
                }
            } catch (java.net.SocketException e) {
                // Reset: the server has given up.
            }
            assertThat(read).isLessThan(FILM);
        }
    }

    @Test
    void oneAddressCannotTakeEveryConnection() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            int served = 0;
            for (int i = 0; i < Doorkeeper.MOST_OF_AN_ADDRESS + 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.site.port());
                sockets.add(socket);
                socket.setSoTimeout(5000);
                socket.getOutputStream()
                        .write(
                                "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                try {
                    served += socket.getInputStream().read() == 'H' ? 1 : 0;
                } catch (IOException e) {
                    // Sent away.
                }
            }
            assertThat(served)
                    .isLessThanOrEqualTo(Doorkeeper.MOST_OF_AN_ADDRESS)
                    .isGreaterThan(Doorkeeper.MOST_OF_AN_ADDRESS / 2);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void noRangeMakesMoreOfAFilmThanThereIs() throws Exception {
        List<String> ranges =
                List.of(
                        "bytes=0-0,1-1",
                        "bytes=" + "0-,".repeat(500) + "0-",
                        "bytes=0-8388607,0-8388607,5-9",
                        "bytes=-99999999999999999999999",
                        "bytes=99999999999999999999999-",
                        "bytes=0-99999999999999999999999",
                        "bytes=-0",
                        "bytes=--1",
                        "bytes=5-2",
                        "bytes=-1--2",
                        "bytes=0x10-0x20",
                        "bytes=１-２",
                        "bytes= 0 - 5",
                        "items=0-5",
                        "bytes=",
                        "bytes=-",
                        "bytes=8388608-",
                        "bytes=8388607-");
        for (String range : ranges) {
            String answer =
                    Raw.get(
                            fixture.site.port(),
                            film(),
                            "Cookie: " + login.cookie(),
                            "Range: " + range);
            int status = Raw.status(answer);
            assertThat(status).as(range).isIn(200, 206, 400, 416);
            assertThat(answer.length()).as(range).isLessThan(FILM + 2000);
            assertThat(answer).as(range).doesNotContain("multipart/byteranges");
        }
        HttpResponse<byte[]> last =
                fixture.bytes(
                        fixture.with(fixture.request(film()), login, "Range", "bytes=-1").GET());
        assertThat(last.statusCode()).isEqualTo(206);
        assertThat(last.body()).hasSize(1);
        HttpResponse<byte[]> head =
                fixture.bytes(
                        fixture.with(fixture.request(film()), login, "Range", "bytes=0-1")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Cache-Control")).contains("private, no-store");
    }
}
