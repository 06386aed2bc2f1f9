package org.vigia.shared.supervisor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.vigia.shared.libc.LibC;

/// A local datagram socket to send to (unix(7)), which Java's own library does not have: three
/// functions of the C library.
final class DatagramSocket {
    static final int PATH = 108;
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2; // the same on x86, arm and arm64
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private final String name;
    private final Calls calls = new Calls();

    /// @param name a path, or `@` and a name without a file
    DatagramSocket(String name) {
        this.name = name;
    }

    void send(String text) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LibC.state(arena);
            MemorySegment address = address(arena, name);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            int socket = calls.socket(state, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC);
            if (socket < 0) {
                throw failed("socket", state);
            }
            try {
                if (calls.send(state, socket, message, MSG_NOSIGNAL, address) < 0) {
                    throw failed("sendto", state);
                }
            } finally {
                LibC.close(socket);
            }
        }
    }

    /// A `sockaddr_un`, as long as its name.
    static MemorySegment address(Arena arena, String name) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length >= PATH) {
            throw new IOException("the name of systemd's socket is too long: " + name);
        }
        boolean noFile = path[0] == '@';
        MemorySegment address = arena.allocate(2L + path.length + (noFile ? 0 : 1), 2);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
        if (noFile) {
            address.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
        }
        return address;
    }

    private IOException failed(String call, MemorySegment state) {
        return new IOException(
                "systemd cannot be told at %s: %s failed with error %d"
                        .formatted(name, call, LibC.errno(state)));
    }

    /// The functions of the C library.
    private static final class Calls {
        private final MethodHandle socket =
                LibC.function(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        private final MethodHandle sendto =
                LibC.function(
                        "sendto",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));

        int socket(MemorySegment state, int domain, int type) {
            try {
                return (int) socket.invokeExact(state, domain, type, 0);
            } catch (Throwable e) {
                throw LibC.uncallable("socket", e);
            }
        }

        long send(
                MemorySegment state,
                int socket,
                MemorySegment message,
                int flags,
                MemorySegment address) {
            try {
                return (long)
                        sendto.invokeExact(
                                state,
                                socket,
                                message,
                                message.byteSize(),
                                flags,
                                address,
                                (int) address.byteSize());
            } catch (Throwable e) {
                throw LibC.uncallable("sendto", e);
            }
        }
    }
}
