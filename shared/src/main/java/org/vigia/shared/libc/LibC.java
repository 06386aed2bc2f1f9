package org.vigia.shared.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.stream.Stream;

/// Finds functions of the C library, for the little that Java's own does not have. The handles that
/// it gives belong into a `private final` field beside a method that calls them with `invokeExact`.
/// Safe for use by several threads.
public final class LibC {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CLOSE =
            find("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private LibC() {}

    /// A function that takes the place for its `errno`, made by [#state], before its own arguments.
    ///
    /// @param options more than that
    /// @throws java.util.NoSuchElementException when the library has no such function
    public static MethodHandle function(
            String name, FunctionDescriptor type, Linker.Option... options) {
        return find(
                name,
                type,
                Stream.concat(
                                Stream.of(options),
                                Stream.of(Linker.Option.captureCallState("errno")))
                        .toArray(Linker.Option[]::new));
    }

    /// The place where a function leaves its error.
    public static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    /// The error of the last call that was given `state`; only meaningful where that call failed.
    public static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /// close(2); what it answers does not matter, since the descriptor is gone in any case.
    public static void close(int fd) {
        try {
            int _ = (int) CLOSE.invokeExact(fd);
        } catch (Throwable e) {
            throw uncallable("close", e);
        }
    }

    /// What to throw where a handle itself fails, which none does.
    public static IllegalStateException uncallable(String name, Throwable cause) {
        return new IllegalStateException(name + "(2) cannot be called", cause);
    }

    // Granted by --enable-native-access, which Pi4J's library needs too.
    @SuppressWarnings("restricted")
    private static MethodHandle find(
            String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }
}
