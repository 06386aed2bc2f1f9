package org.vigia.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.supervisor.Watchdog;
import org.vigia.shared.time.Pace;

/// Whether web-node does what it is there for, asked as others ask it: a camera that dials in, a
/// browser, and a file that wants to be on the disk. A disk that says no is no reason to start
/// again, and what cannot be stored is told elsewhere; one that says nothing is.
final class Liveness implements Watchdog.Vital {
    private final InetSocketAddress cameras;
    private final InetSocketAddress site;
    private final Path probe;
    private final Pace pace;

    /// @param cameras where the SSH endpoint listens
    /// @param site where the site listens
    /// @param data the folder whose disk is tried
    Liveness(InetSocketAddress cameras, InetSocketAddress site, Path data, Pace pace) {
        this.cameras = reachable(cameras);
        this.site = reachable(site);
        this.probe = data.resolve(".alive");
        this.pace = pace;
    }

    private interface Question {
        void ask(int millis) throws IOException;
    }

    private record Asked(String part, FutureTask<Boolean> answer) {}

    @Override
    public String silent(Duration limit) throws InterruptedException {
        List<Asked> asked =
                List.of(
                        ask("the SSH endpoint", limit, this::greeting),
                        ask("the site", limit, this::page),
                        ask("the store's disk", limit, _ -> sync()));
        List<String> silent = new ArrayList<>();
        long end = pace.nanos() + limit.toNanos();
        for (Asked one : asked) {
            if (!answered(one, Math.max(0, end - pace.nanos()))) {
                silent.add(one.part());
            }
        }
        return String.join(", ", silent);
    }

    private static boolean answered(Asked asked, long nanos) throws InterruptedException {
        try {
            return asked.answer().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false;
        }
    }

    private static Asked ask(String part, Duration limit, Question question) {
        int millis = Math.toIntExact(limit.toMillis());
        FutureTask<Boolean> answer =
                new FutureTask<>(() -> {
                    question.ask(millis);
                    return true;
                });
        NamedThreads.start("alive: " + part, answer);
        return new Asked(part, answer);
    }

    private void greeting(int millis) throws IOException {
        try (Socket socket = dial(cameras, millis)) {
            byte[] start = socket.getInputStream().readNBytes(4);
            if (!new String(start, StandardCharsets.US_ASCII).equals("SSH-")) {
                throw new IOException(cameras + ": no greeting");
            }
        }
    }

    /// Any answer will do: what the page says is the site's business.
    private void page(int millis) throws IOException {
        try (Socket socket = dial(site, millis)) {
            socket.getOutputStream()
                    .write("HEAD / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            if (in.read() < 0) {
                throw new IOException(site + ": no answer");
            }
        }
    }

    private void sync() {
        try (FileChannel file =
                FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1}));
            file.force(true);
            Files.deleteIfExists(probe);
        } catch (IOException _) {
            // It has answered.
        }
    }

    private static Socket dial(InetSocketAddress address, int millis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(millis);
            socket.connect(address, millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static InetSocketAddress reachable(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return host != null && host.isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
    }
}
