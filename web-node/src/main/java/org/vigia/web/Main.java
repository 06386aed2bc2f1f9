package org.vigia.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.lifecycle.Shutdown;
import org.vigia.shared.supervisor.JournalLines;
import org.vigia.shared.supervisor.Systemd;
import org.vigia.shared.supervisor.Watchdog;
import org.vigia.shared.time.Pace;
import org.vigia.web.backup.Restore;
import org.vigia.web.config.WebConfig;
import org.vigia.web.picture.CagedFfmpeg;

/// The command `vigia-web`.
public final class Main {
    private static final int USAGE = 64; // EX_USAGE of sysexits.h
    static final String HELP =
            """
            usage: vigia-web [--config FILE] COMMAND
              run                         receive, keep and show (until SIGTERM)
              camera add NAME --key FILE  register a camera's public key (identity.pub of Pi #A);
                                          FILE may be - for standard input
              camera revoke NAME          take a camera's key away for good
              camera list                 the registered cameras
              rotate-host-key             give this node another host key, announced to the cameras
              user add NAME [--role owner|guard|viewer] [--cameras NAME,…]
                                          make an account; prints its password
              user list                   the accounts
              user password NAME          give an account a new password, and print it
              user role NAME owner|guard|viewer [--cameras NAME,…]
                                          what an account is for, and with which cameras
              user second-factor-off NAME
                                          for who has lost it
              user sign-out NAME          end every session of an account
              user close NAME             close an account
              ca                          the fingerprint of this node's own certificate authority
              verify                      check every file, signature and chain of the store;
                                          status 1 if anything is wrong
              reindex                     make the index anew from the files (the node stopped)
              backup FILE                 keep everything in one tar file, also while the node runs;
                                          FILE may be - for standard output
              restore FILE                put a backup into an empty data folder (the node stopped);
                                          FILE may be - for standard input
              --version, --help
            The configuration is /etc/vigia/web.yml unless given.\
            """;

    private Main() {}

    /// See the usage text.
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) throws InterruptedException {
        Path file = Path.of("/etc/vigia/web.yml");
        List<String> words = args;
        if (words.size() >= 2 && words.getFirst().equals("--config")) {
            file = Path.of(words.get(1));
            words = words.subList(2, words.size());
        }
        try {
            if (words.equals(List.of("run"))) {
                return serve(WebConfig.read(file));
            }
            if (Commands.knows(words)) {
                WebConfig config = WebConfig.read(file);
                Restore.refuseUnfinished(config.data());
                return new Commands(config, System.out).run(words);
            }
            if (BackupCommands.knows(words)) {
                return new BackupCommands(file, WebConfig.read(file), System.in, System.err)
                        .run(words);
            }
            if (words.equals(List.of("--version"))) {
                System.out.println(
                        "vigia-web " + Main.class.getPackage().getImplementationVersion());
                return 0;
            }
            boolean asked = words.equals(List.of("--help"));
            (asked ? System.out : System.err).println(HELP);
            return asked ? 0 : USAGE;
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            return ConfigException.EXIT_STATUS;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("vigia-web: " + Complaint.of(e));
            return 1;
        }
    }

    private static int serve(WebConfig config)
            throws ConfigException, IOException, InterruptedException {
        JournalLines.adopt(System.getenv());
        Restore.refuseUnfinished(config.data());
        Logger log = LoggerFactory.getLogger(Main.class);
        config.effective().forEach((key, value) -> log.info("{}: {}", key, value));
        CagedFfmpeg pictures = CagedFfmpeg.of(System.getenv());
        Shutdown shutdown = new Shutdown();
        Systemd systemd = Systemd.of(System.getenv(), ProcessHandle.current().pid());
        try (WebNode node = new WebNode(config, pictures, Clock.systemUTC(), Pace.system())) {
            WebNode.Ports ports = node.start();
            Watchdog.Vital vital =
                    new Liveness(
                            new InetSocketAddress(config.cameras().host(), ports.cameras()),
                            new InetSocketAddress(config.site().host(), ports.site()),
                            config.data(),
                            Pace.system());
            try (Watchdog watchdog = new Watchdog(systemd, vital, Pace.system())) {
                watchdog.start();
                shutdown.await();
            }
        } finally {
            shutdown.done();
        }
        return 0;
    }
}
