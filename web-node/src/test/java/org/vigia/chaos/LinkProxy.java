package org.vigia.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// A bad network on loopback: passes TCP connections on to a port, and cuts, stalls or slows them
/// when told to. Safe for use by several threads.
public final class LinkProxy implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final int SMALLEST_CHUNK = 1024;
    private static final int CHUNKS_A_SECOND = 200;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Pace pace;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean refusing;
    private boolean stalled;
    private long bytesPerSecond = UNLIMITED;
    private long budget = UNLIMITED;

    private LinkProxy(ServerSocket door, InetSocketAddress target, Pace pace) {
        this.door = door;
        this.target = target;
        this.pace = pace;
    }

    /// Listens on a free port of loopback for connections to `target` on loopback.
    ///
    /// @throws IOException when no port can be had
    public static LinkProxy to(int target, Pace pace) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket door = new ServerSocket(0, 50, loopback);
        LinkProxy proxy = new LinkProxy(door, new InetSocketAddress(loopback, target), pace);
        NamedThreads.start("proxy-door", proxy::welcome);
        return proxy;
    }

    /// Where it listens.
    public int port() {
        return door.getLocalPort();
    }

    /// A good network again.
    public synchronized void heal() {
        refusing = false;
        stalled = false;
        bytesPerSecond = UNLIMITED;
        budget = UNLIMITED;
        notifyAll();
    }

    /// Cuts every connection, and new ones as they come.
    public void cut() {
        synchronized (this) {
            refusing = true;
            notifyAll();
        }
        sockets.forEach(LinkProxy::close);
    }

    /// Lets nothing through and closes nothing, as a dead router does.
    public synchronized void stall() {
        stalled = true;
    }

    /// Passes on at most so much a second in each direction of each connection.
    public synchronized void slow(long bytes) {
        bytesPerSecond = bytes;
    }

    /// Passes on so many bytes in all and then cuts.
    public synchronized void cutAfter(long bytes) {
        budget = bytes;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (isRefusing()) {
                    close(near);
                } else {
                    join(near);
                }
            } catch (IOException e) {
                // The door is closed, or the caller has gone: the next round tells.
            }
        }
    }

    private void join(Socket near) {
        Socket far = new Socket();
        sockets.add(near);
        sockets.add(far);
        try {
            far.connect(target, 5000);
        } catch (IOException e) {
            end(near, far);
            return;
        }
        if (isRefusing()) {
            end(near, far);
            return;
        }
        NamedThreads.start("proxy-up", () -> pump(near, far));
        NamedThreads.start("proxy-down", () -> pump(far, near));
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[CHUNK];
            int read = in.read(buffer, 0, chunk());
            while (read >= 0 && mayPass(read)) {
                out.write(buffer, 0, read);
                delay(read);
                read = in.read(buffer, 0, chunk());
            }
        } catch (IOException e) {
            // One end has gone: so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from, to);
        }
    }

    private synchronized boolean isRefusing() {
        return refusing;
    }

    private synchronized int chunk() {
        return Math.clamp(bytesPerSecond / CHUNKS_A_SECOND, SMALLEST_CHUNK, CHUNK);
    }

    private void delay(int bytes) throws InterruptedException {
        long rate;
        synchronized (this) {
            rate = bytesPerSecond;
        }
        if (rate != UNLIMITED) {
            pace.sleep(Duration.ofNanos(bytes * 1_000_000_000L / rate));
        }
    }

    /// Waits while stalled; whether so many bytes may still pass.
    private synchronized boolean mayPass(int bytes) throws InterruptedException {
        while (stalled && !refusing) {
            wait();
        }
        if (budget != UNLIMITED) {
            budget -= bytes;
            if (budget < 0) {
                refusing = true;
                sockets.forEach(LinkProxy::close);
            }
        }
        return !refusing;
    }

    private void end(Socket... both) {
        for (Socket socket : both) {
            sockets.remove(socket);
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
