package org.vigia.shared.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.time.Pace;

@Timeout(60)
class ChildProcessTest {
    private static ChildProcess shell(String script) throws IOException {
        ChildProcess process = new ChildProcess("test", List.of("sh", "-c", script));
        process.start();
        return process;
    }

    private static long number(ChildProcess process) throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.stdout(), StandardCharsets.US_ASCII));
        return Long.parseLong(lines.readLine());
    }

    private static void gone(long pid) throws Exception {
        // Bounded by the class's time limit.
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            Pace.system().sleep(Duration.ofMillis(10));
        }
    }

    @Test
    void passesInputAndOutput() throws Exception {
        try (ChildProcess process = shell("cat")) {
            process.stdin().write("hello".getBytes(StandardCharsets.US_ASCII));
            process.stdin().close();
            assertThat(process.stdout().readAllBytes()).asString().isEqualTo("hello");
            assertThat(process.await(Duration.ofSeconds(30))).hasValue(0);
        }
    }

    @Test
    void keepsTheLastLinesOfTheErrorOutput() throws Exception {
        try (ChildProcess process =
                shell(
                        "i=0; while [ $i -lt 50 ]; do echo line $i >&2; i=$((i+1)); done; echo >&2;"
                                + " exit 3")) {
            assertThat(process.await(Duration.ofSeconds(30))).hasValue(3);
            assertThat(process.lastError()).isEqualTo("line 49");
            assertThat(process.errorLines()).hasSize(20).startsWith("line 30");
        }
    }

    @Test
    void anEndlessErrorLineTakesNoMemory() throws Exception {
        try (ChildProcess process = shell("head -c 50000000 /dev/zero | tr '\\0' x >&2")) {
            assertThat(process.await(Duration.ofSeconds(50))).hasValue(0);
            assertThat(process.lastError()).hasSize(500);
        }
    }

    @Test
    void closeEndsAProcessThatIgnoresTermAndItsChildren() throws Exception {
        ChildProcess process =
                shell("trap '' TERM; sleep 600 & echo $!; while :; do sleep 1; done");
        long grandchild = number(process);
        long pid = process.pid();
        process.close();
        process.close();
        assertThat(process.alive()).isFalse();
        gone(pid);
        gone(grandchild);
    }

    @Test
    void killEndsAStoppedProcess() throws Exception {
        try (ChildProcess process = shell("kill -STOP $$; echo never")) {
            process.kill();
            assertThat(process.stdout().readAllBytes()).isEmpty();
            assertThat(process.await(Duration.ofSeconds(30))).hasValue(137);
        }
    }

    @Test
    void aProgramThatIsNotThereIsAnError() {
        ChildProcess process = new ChildProcess("test", List.of("no-such-program-here"));
        assertThatThrownBy(process::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program-here");
        process.close();
    }
}
