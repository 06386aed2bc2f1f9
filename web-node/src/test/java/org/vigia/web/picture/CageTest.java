package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.process.ChildProcess;

/// What a decoder can do that a hostile film has taken over: a shell and a perl in its place.
@Timeout(120)
class CageTest {
    private final Leftovers leftovers = new Leftovers();
    private final Cage cage = new Cage(Cage.PROGRAMS, leftovers.limits(Duration.ofSeconds(20), 2));

    @TempDir Path store;

    private Outcome run(Cage in, String... program) throws Exception {
        return in.run(List.of(program), InputStream.nullInputStream());
    }

    private Outcome.Ended shell(String script) throws Exception {
        return (Outcome.Ended) run(cage, "/usr/bin/sh", "-c", script);
    }

    /// The script comes as the film does: with `-e` perl wants a `/dev/null`.
    private Outcome.Ended perl(String script) throws Exception {
        InputStream in = new ByteArrayInputStream(script.getBytes(StandardCharsets.US_ASCII));
        return (Outcome.Ended) cage.run(List.of("/usr/bin/perl"), in);
    }

    private static String text(Outcome.Ended ended) {
        return new String(ended.output(), StandardCharsets.UTF_8);
    }

    @AfterEach
    @Timeout(30)
    void nothingIsLeft() throws Exception {
        leftovers.awaitNone();
    }

    @Test
    void passesBytesInAndOut() throws Exception {
        InputStream film = new ByteArrayInputStream("film".getBytes(StandardCharsets.US_ASCII));
        var ended = (Outcome.Ended) cage.run(List.of("/usr/bin/cat"), film);
        assertThat(ended.status()).isZero();
        assertThat(text(ended)).isEqualTo("film");
    }

    @Test
    void theStoreIsNotThere() throws Exception {
        Path secret = Files.writeString(store.resolve("secret"), "evidence");
        assertThat(text(shell("cat " + secret + " || echo none"))).isEqualTo("none\n");
        assertThat(text(shell("echo /* /etc/*")).split("\\s+"))
                .contains("/usr")
                .isSubsetOf(
                        "/usr", "/lib", "/lib64", "/etc", "/etc/alternatives", "/etc/ld.so.cache");
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        var ended =
                shell(
                        "for d in / /tmp /usr /usr/bin /usr/lib /etc /dev/shm /var/tmp /proc "
                                + store
                                + "; do (echo x >$d/x) && echo $d; mkdir $d/y && echo $d; done;"
                                + " echo done");
        assertThat(text(ended)).isEqualTo("done\n");
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void theNetworkIsNotThere() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String script =
                    "use Socket; socket(my $s, PF_INET, SOCK_STREAM, 0) or die 'no socket';"
                            + "print connect($s, pack_sockaddr_in("
                            + door.getLocalPort()
                            + ", inet_aton('127.0.0.1'))) ? 'connected' : 'alone';";
            assertThat(text(perl(script))).isEqualTo("alone");
            door.setSoTimeout(50);
            assertThatThrownBy(door::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void otherProcessesAreNotThere() throws Exception {
        String seen = text(perl("print join ' ', grep { $_ != $$ && kill 0, $_ } 1..70000"));
        // bubblewrap's own.
        assertThat(seen).isEqualTo("1");
    }

    @Test
    void environmentAndDescriptorsOfTheNodeAreNotThere() throws Exception {
        String script =
                "print join ' ', keys %ENV;"
                        + "for (3..255) { print \" $_\" if open(my $f, \"<&=$_\") }";
        assertThat(text(perl(script))).isEqualTo("PWD");
    }

    @Test
    void privilegesCannotBeHadByAnotherNamespace() throws Exception {
        var ended = shell("unshare --user true && echo new; id -u; id -g");
        assertThat(text(ended)).isEqualTo("65534\n65534\n");
    }

    @Test
    void memoryIsLimited() throws Exception {
        assertThat(text(perl("my $n = 50_000_000; print length('x' x $n)"))).isEqualTo("50000000");
        var ended = perl("my $n = 400_000_000; print length('x' x $n)");
        assertThat(ended.status()).isNotZero();
        assertThat(ended.lastError()).startsWith("Out of memory");
    }

    @Test
    void cpuTimeIsLimited() throws Exception {
        assertThat(shell("while :; do :; done").status()).isIn(128 + 9, 128 + 24);
    }

    @Test
    void timeIsLimited() throws Exception {
        Cage hasty = new Cage(Cage.PROGRAMS, leftovers.limits(Duration.ofSeconds(1), 2));
        assertThat(run(hasty, "/usr/bin/sh", "-c", "trap '' TERM; sleep 600 & sleep 600"))
                .isEqualTo(new Outcome.Stopped("not done within PT1S"));
    }

    @Test
    void outputIsLimited() throws Exception {
        assertThat(run(cage, "/usr/bin/yes"))
                .isEqualTo(new Outcome.Stopped("more than 2097152 bytes"));
    }

    @Test
    void inputIsLimited() throws Exception {
        InputStream endless = new Endless(new byte[] {1});
        var ended = (Outcome.Ended) cage.run(List.of("/usr/bin/wc", "-c"), endless);
        assertThat(text(ended).strip()).isEqualTo("4194304");
    }

    @Test
    void aChildThatStaysBehindEndsWithTheCage() throws Exception {
        assertThat(shell("setsid sleep 600 >/dev/null 2>&1 & setsid sleep 600 & echo bye").status())
                .isZero();
    }

    @Test
    void tasksAreLimited() throws Exception {
        assumeFalse(
                System.getProperty("user.name").equals("root"), "the kernel does not hold root");
        String script =
                "for (1..200) { my $p = fork; last unless defined $p; $p or sleep 600; $n++ }";
        assertThat(Integer.parseInt(text(perl(script + "print $n")))).isBetween(1, 16);
    }

    @Test
    void whatItSaysCannotForgeALineOfTheLog() throws Exception {
        assertThat(shell("printf 'a\\033[2Jb\\302\\205c' >&2").lastError()).isEqualTo("a?[2Jb?c");
    }

    @Test
    void theCageEndsWithItsMakerEvenWhenThatIsKilled() throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$@\" & wait", "sh"));
        words.addAll(cage.command(List.of("/usr/bin/sh", "-c", "echo in; exec sleep 600")));
        try (ChildProcess maker = new ChildProcess("maker", words)) {
            maker.start();
            assertThat(maker.stdout().readNBytes(3)).asString().isEqualTo("in\n");
            assertThat(leftovers.cages()).as("the shell, bubblewrap outside and in").hasSize(3);
            assertThat(ProcessHandle.of(maker.pid()).orElseThrow().destroyForcibly()).isTrue();
            leftovers.awaitNone();
        }
    }

    @Test
    void aMissingDoorIsAnError(@TempDir Path empty) {
        Cage none = new Cage(empty, CageLimits.ONE_FRAME);
        assertThatThrownBy(() -> run(none, "/usr/bin/true"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(empty.resolve("env").toString());
    }
}
