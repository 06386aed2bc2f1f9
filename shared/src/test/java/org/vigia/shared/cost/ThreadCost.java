package org.vigia.shared.cost;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a piece of work costs the calling thread, a platform thread on Linux.
///
/// @param allocated bytes of the heap
/// @param writes calls of the kernel that write
/// @param written bytes by those
public record ThreadCost(long allocated, long writes, long written) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// A piece of work.
    public interface Work {
        void run() throws Exception;
    }

    /// What `work` costs.
    public static ThreadCost of(Work work) throws Exception {
        long[] io = io();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        long[] after = io();
        return new ThreadCost(allocated, after[0] - io[0], after[1] - io[1]);
    }

    /// Calls that write, and the bytes written by them (Linux, proc_pid_io(5)).
    private static long[] io() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/thread-self/io"));
        return new long[] {value(lines, "syscw: "), value(lines, "wchar: ")};
    }

    private static long value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }
}
