package org.vigia.camera.lirc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.vigia.shared.libc.LibC;

/// A character device read without ever blocking in the kernel for longer than a time-out.
///
/// Java's own files cannot do that: `FileChannel` and `FileInputStream` block in `read`, which for
/// such a device ends neither at an interrupt nor when another thread closes the stream, and their
/// `available` is not answered by LIRC. So four functions of the C library are called. Used by one
/// thread.
final class CharDevice implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int O_NONBLOCK = 0x800; // the same on x86, arm and arm64
    private static final int O_CLOEXEC = 0x80000;
    private static final short POLLIN = 1;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    /// No multiple of a scan code's 24 bytes: a receiver that decodes by itself refuses it, which
    /// tells it from one with mode 2.
    private static final int BUFFER = 1_000;

    private static final StructLayout POLLFD =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_INT.withName("fd"),
                    ValueLayout.JAVA_SHORT.withName("events"),
                    ValueLayout.JAVA_SHORT.withName("revents"));

    private final Path device;
    private final Calls calls = new Calls();
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = LibC.state(arena);
    private final MemorySegment pollfd = arena.allocate(POLLFD);
    private final MemorySegment buffer = arena.allocate(BUFFER, Integer.BYTES);
    private int fd = -1;

    /// The error of a call that failed.
    static final class CallException extends IOException {
        private static final long serialVersionUID = 1;

        private final int errno;

        CallException(Path device, String call, int errno) {
            super("%s: %s failed with error %d".formatted(device, call, errno));
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    /// Opens the device for reading.
    ///
    /// @throws CallException with the error of open(2)
    CharDevice(Path device) throws CallException {
        this.device = device;
        MemorySegment name = arena.allocateFrom(device.toString());
        fd = calls.open(state, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) {
            int errno = errno();
            arena.close();
            throw new CallException(device, "open", errno);
        }
        pollfd.set(ValueLayout.JAVA_INT, 0, fd);
        pollfd.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
    }

    /// Waits until something can be read, or [#read] would fail.
    ///
    /// @return false when nothing came in time
    /// @throws CallException with the error of poll(2)
    boolean await(int millis) throws CallException {
        int ready = calls.poll(state, pollfd, millis);
        if (ready < 0 && errno() != EINTR) {
            throw new CallException(device, "poll", errno());
        }
        return ready > 0;
    }

    /// Reads what is there; nothing remains in the buffer when there is nothing. It is overwritten
    /// by the next call.
    ///
    /// @throws CallException with the error of read(2); 0 at the end of a file
    ByteBuffer read() throws CallException {
        long count = calls.read(state, fd, buffer, BUFFER);
        if (count == 0) {
            throw new CallException(device, "read", 0);
        }
        if (count < 0) {
            int errno = errno();
            if (errno != EAGAIN && errno != EINTR) {
                throw new CallException(device, "read", errno);
            }
            count = 0;
        }
        return buffer.asSlice(0, count).asByteBuffer();
    }

    /// Not while another method runs. Idempotent.
    @Override
    public void close() {
        if (fd >= 0) {
            LibC.close(fd);
            fd = -1;
            arena.close();
        }
    }

    private int errno() {
        return LibC.errno(state);
    }

    /// The functions of the C library.
    private static final class Calls {
        private final MethodHandle open =
                LibC.function(
                        "open",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(2));
        private final MethodHandle poll =
                LibC.function(
                        "poll",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));
        private final MethodHandle read =
                LibC.function(
                        "read",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG));

        int open(MemorySegment state, MemorySegment name, int flags) {
            try {
                return (int) open.invokeExact(state, name, flags);
            } catch (Throwable e) {
                throw LibC.uncallable("open", e);
            }
        }

        int poll(MemorySegment state, MemorySegment pollfd, int millis) {
            try {
                return (int) poll.invokeExact(state, pollfd, 1L, millis);
            } catch (Throwable e) {
                throw LibC.uncallable("poll", e);
            }
        }

        long read(MemorySegment state, int fd, MemorySegment buffer, long size) {
            try {
                return (long) read.invokeExact(state, fd, buffer, size);
            } catch (Throwable e) {
                throw LibC.uncallable("read", e);
            }
        }
    }
}
