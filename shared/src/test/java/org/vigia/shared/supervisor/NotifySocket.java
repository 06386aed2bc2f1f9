package org.vigia.shared.supervisor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// systemd's end of the notification socket: really bound, really read.
public final class NotifySocket implements AutoCloseable {
    private static final int MSG_DONTWAIT = 0x40;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final Linker linker = Linker.nativeLinker();
    private final int socket;

    /// Binds a socket.
    ///
    /// @param name a path, or `@` and a name without a file
    public NotifySocket(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = DatagramSocket.address(arena, name);
            socket = (int) call("socket", INT, INT, INT, INT).invokeExact(1, 2, 0);
            int bound =
                    (int)
                            call("bind", INT, INT, ValueLayout.ADDRESS, INT)
                                    .invokeExact(socket, address, (int) address.byteSize());
            if (bound != 0) {
                throw new IOException("cannot bind " + name);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next message; empty where there is none.
    public String next() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(256);
            long read =
                    (long)
                            call(
                                            "recv",
                                            ValueLayout.JAVA_LONG,
                                            INT,
                                            ValueLayout.ADDRESS,
                                            ValueLayout.JAVA_LONG,
                                            INT)
                                    .invokeExact(socket, buffer, 256L, MSG_DONTWAIT);
            return read <= 0
                    ? ""
                    : new String(
                            buffer.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE),
                            StandardCharsets.UTF_8);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted")
    private MethodHandle call(String name, MemoryLayout result, MemoryLayout... parameters) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, parameters));
    }

    @Override
    public void close() {
        try {
            int _ = (int) call("close", INT, INT).invokeExact(socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
