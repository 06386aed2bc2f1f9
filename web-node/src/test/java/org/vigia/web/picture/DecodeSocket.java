package org.vigia.web.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.vigia.shared.process.ChildProcess;

/// Takes connections as systemd does where a socket says `Accept=yes`: each is standard input and
/// output of a process of its own. What those processes find is theirs to find; only the cage is
/// missing.
final class DecodeSocket implements AutoCloseable {
    /// The very one of the package.
    static final Path SCRIPT = Path.of("../packages/web/decode").toAbsolutePath().normalize();

    private static final String ACCEPT =
            """
            use IO::Socket::UNIX;
            unlink(my $path = shift);
            my $door = IO::Socket::UNIX->new(Local => $path, Listen => 16) or die "socket: $!";
            $SIG{CHLD} = 'IGNORE';
            $| = 1;
            print "ready\\n";
            while (my $one = $door->accept) {
                if (!fork) {
                    $SIG{CHLD} = 'DEFAULT';
                    open STDIN, '<&', $one;
                    open STDOUT, '>&', $one;
                    close $one;
                    close $door;
                    exec { $ARGV[0] } @ARGV or die "@ARGV: $!";
                }
                close $one;
            }
            """;

    private final Path socket;
    private final ChildProcess accepting;

    private DecodeSocket(Path socket, String... program) throws IOException {
        this.socket = socket;
        List<String> words = new ArrayList<>(List.of("perl", "-e", ACCEPT, socket.toString()));
        words.addAll(List.of(program));
        this.accepting = new ChildProcess("accepting", words);
        accepting.start();
        String said = new String(accepting.stdout().readNBytes(6), StandardCharsets.US_ASCII);
        if (!said.equals("ready\n")) {
            accepting.close();
            throw new IOException(socket + ": " + said);
        }
    }

    /// With the script that the package has.
    static DecodeSocket ofThePackage(Path directory) throws IOException {
        return new DecodeSocket(directory.resolve("decode"), SCRIPT.toString());
    }

    /// With a shell script in its place, of a decoder that is not what it should be.
    static DecodeSocket of(Path directory, String script) throws IOException {
        Path file = Files.writeString(directory.resolve("other"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new DecodeSocket(directory.resolve("decode"), file.toString());
    }

    Path path() {
        return socket;
    }

    /// Ends what has been accepted, too, and leaves the socket's file, as a killed listener does.
    @Override
    public void close() {
        accepting.close();
    }
}
