package org.vigia.shared.supervisor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/// A local datagram socket to send to (unix(7)), which Java's own library does not have: three
/// functions of the C library.
final class DatagramSocket {
    static final int PATH = 108;
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2; // the same on x86, arm and arm64
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final String name;
    private final Calls calls = new Calls();

    /// @param name a path, or `@` and a name without a file
    DatagramSocket(String name) {
        this.name = name;
    }

    void send(String text) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
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
                calls.close(socket);
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
                        .formatted(name, call, (int) ERRNO.get(state, 0L)));
    }

    /// The functions of the C library.
    private static final class Calls {
        private final Linker linker = Linker.nativeLinker();
        private final MethodHandle socket =
                handle(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT),
                        Linker.Option.captureCallState("errno"));
        private final MethodHandle sendto =
                handle(
                        "sendto",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT),
                        Linker.Option.captureCallState("errno"));
        private final MethodHandle close =
                handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        // Granted by --enable-native-access.
        @SuppressWarnings("restricted")
        private MethodHandle handle(
                String name, FunctionDescriptor type, Linker.Option... options) {
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
        }

        int socket(MemorySegment state, int domain, int type) {
            try {
                return (int) socket.invokeExact(state, domain, type, 0);
            } catch (Throwable e) {
                throw new IllegalStateException("socket(2) cannot be called", e);
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
                throw new IllegalStateException("sendto(2) cannot be called", e);
            }
        }

        void close(int socket) {
            try {
                int _ = (int) close.invokeExact(socket);
            } catch (Throwable e) {
                throw new IllegalStateException("close(2) cannot be called", e);
            }
        }
    }
}
