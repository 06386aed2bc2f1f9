package org.vigia.telegram;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Every thread, the virtual ones too, which no other list shows.
public final class ThreadDump {
    private ThreadDump() {}

    /// Their names and where they are.
    ///
    /// @param folder where it may write
    public static String take(Path folder) throws IOException {
        Path dump = Files.createTempDirectory(folder, "threads").resolve("dump");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(
                        dump.toAbsolutePath().toString(),
                        HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(dump);
    }
}
