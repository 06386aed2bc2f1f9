package org.vigia.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.config.CameraConfigReader;
import org.vigia.camera.config.Paired;
import org.vigia.camera.discovery.AvahiBrowse;
import org.vigia.camera.link.LinkTrial;
import org.vigia.camera.ssh.HostKeyPin;
import org.vigia.camera.ssh.SshAccess;
import org.vigia.camera.ssh.SshLinkDialer;
import org.vigia.camera.ssh.SshPairing;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.pairing.PairingCode;
import org.vigia.shared.time.Pace;

/// Makes this camera known to a Pi #B; docs/design/pairing.md.
final class PairCommand {
    /// What the command is, for the usage text.
    static final String HELP =
            """
              pair [HOST[:PORT]]    make this camera known to Pi #B with the code that the site's
                                    “add a camera” shows; without HOST the network is asked\
            """;

    private static final int DEFAULT_PORT = 8022;
    private static final int TRIES = 3;

    private final Path file;
    private final BufferedReader in;
    private final PrintStream out;
    private final Pace pace;

    PairCommand(Path file, BufferedReader in, PrintStream out, Pace pace) {
        this.file = file;
        this.in = in;
        this.out = out;
        this.pace = pace;
    }

    static boolean knows(List<String> words) {
        return !words.isEmpty() && words.getFirst().equals("pair") && words.size() <= 2;
    }

    /// Does it.
    ///
    /// @return the exit status
    int run(List<String> words, String user)
            throws IOException, ConfigException, InterruptedException {
        Path data = CameraConfigReader.readData(file);
        Commands.checkUser(data, user, "pair");
        DurableFiles.createDirectories(data);
        List<HostPort> places = words.size() == 2 ? List.of(place(words.get(1))) : search();
        PairingCode code = ask();
        for (HostPort place : places) {
            Optional<Paired> paired = pair(place, data, code, places.size() > 1);
            if (paired.isPresent()) {
                paired.get().keep(data);
                HostKeyPin.forget(data);
                out.println(
                        "this is camera %s of the Pi #B at %s now"
                                .formatted(paired.get().camera(), place));
                int status = tryOut(paired.get(), data);
                for (String key : CameraConfigReader.setsItself(file)) {
                    status = 1;
                    out.println(
                            "but %s sets %s, which counts: delete it there".formatted(file, key));
                }
                if (status == 0) {
                    out.println("start the node (again): sudo systemctl restart vigia-camera");
                }
                return status;
            }
        }
        throw new IOException("none of these has made this code: " + places);
    }

    private static HostPort place(String text) throws IOException {
        try {
            return text.matches(".*:[0-9]+") && !text.endsWith("]")
                    ? HostPort.parse(text)
                    : HostPort.parse(text + ":" + DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(text, e.getMessage()), e);
        }
    }

    private List<HostPort> search() throws IOException, InterruptedException {
        List<HostPort> places = new ArrayList<>();
        try {
            for (AvahiBrowse.Found found : AvahiBrowse.find()) {
                HostPort place = lasting(found);
                if (!places.contains(place)) {
                    out.println("found a Pi #B at " + place);
                    places.add(place);
                }
            }
        } catch (IOException e) {
            throw new IOException(
                    "the network cannot be asked for Pi #B (%s): vigia-camera pair HOST"
                            .formatted(e.getMessage()),
                    e);
        }
        if (places.isEmpty()) {
            throw new IOException("no Pi #B was found on this network: vigia-camera pair HOST");
        }
        return places;
    }

    /// By its name where that is known here, since addresses change.
    private static HostPort lasting(AvahiBrowse.Found found) {
        try {
            InetAddress.getByName(found.host());
            return new HostPort(found.host(), found.address().port());
        } catch (UnknownHostException e) {
            return found.address();
        }
    }

    private PairingCode ask() throws IOException {
        String objection = "no code was given";
        for (int i = 0; i < TRIES; i++) {
            out.print("the code that the site's “add a camera” shows: ");
            out.flush();
            String typed = in.readLine();
            if (typed == null) {
                break;
            }
            try {
                return PairingCode.parse(typed);
            } catch (IllegalArgumentException e) {
                objection = String.valueOf(e.getMessage());
                out.println(objection);
            }
        }
        throw new IOException(objection);
    }

    /// @param others whether others are asked where this one is not meant
    private Optional<Paired> pair(HostPort place, Path data, PairingCode code, boolean others)
            throws IOException {
        try {
            SshPairing.Result result = said(place, data, code);
            if (result instanceof SshPairing.Result.NeedsNewKey(String reason)) {
                out.println(reason);
                putAside(data);
                out.println("a new key is made; the old one is kept as identity.old");
                result = said(place, data, code);
            }
            return switch (result) {
                case SshPairing.Result.Done(var camera, var hostKey) ->
                        Optional.of(new Paired(camera, place, hostKey));
                case SshPairing.Result.NeedsNewKey(String reason) -> throw new IOException(reason);
                case SshPairing.Result.Refused(String reason) -> throw new IOException(reason);
            };
        } catch (IOException e) {
            if (!others) {
                throw e;
            }
            out.println(e.getMessage());
            return Optional.empty();
        }
    }

    private static SshPairing.Result said(HostPort place, Path data, PairingCode code)
            throws IOException {
        Path identity = CameraConfig.identity(data);
        RsaIdentity.loadOrCreate(identity);
        return SshPairing.pair(place, identity, code);
    }

    private static void putAside(Path data) throws IOException {
        Path identity = CameraConfig.identity(data);
        for (String end : List.of(".pub", "")) {
            Path now = identity.resolveSibling(identity.getFileName() + end);
            if (Files.exists(now)) {
                Files.move(
                        now,
                        identity.resolveSibling(identity.getFileName() + ".old" + end),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        DurableFiles.syncDirectory(data);
    }

    private int tryOut(Paired paired, Path data) throws IOException, InterruptedException {
        SshAccess access =
                new SshAccess(
                        paired.address(),
                        paired.camera(),
                        CameraConfig.identity(data),
                        HostKeyPin.load(data, paired.hostKey()));
        Optional<String> objection =
                LinkTrial.run(new SshLinkDialer(access), paired.camera(), pace);
        if (objection.isPresent()) {
            out.println("but the link does not stand: " + objection.get());
            return 1;
        }
        out.println("the link stands");
        return 0;
    }
}
