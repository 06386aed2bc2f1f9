package org.vigia.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.config.CameraConfigReader;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.lifecycle.Shutdown;
import org.vigia.shared.time.Pace;

/// The command `camera-node`.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int USAGE = 64; // EX_USAGE of sysexits.h

    private Main() {}

    /// `run FILE` or `identity FILE`, where FILE is `camera.yml`.
    public static void main(String[] args) throws InterruptedException {
        System.exit(new Main().run(args));
    }

    private int run(String[] args) throws InterruptedException {
        try {
            if (args.length == 2 && args[0].equals("run")) {
                return film(CameraConfigReader.read(Path.of(args[1])));
            }
            if (args.length == 2 && args[0].equals("identity")) {
                return identity(CameraConfigReader.readData(Path.of(args[1])));
            }
            System.err.println("usage: camera-node run|identity camera.yml");
            return USAGE;
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            return ConfigException.EXIT_STATUS;
        } catch (IOException e) {
            LOG.error("camera-node cannot start: {}", e.getMessage());
            return 1;
        }
    }

    private static int film(CameraConfig config) throws IOException, InterruptedException {
        config.effective().forEach((key, value) -> LOG.info("{}: {}", key, value));
        Shutdown shutdown = new Shutdown();
        try (CameraNode node = new CameraNode(config, Clock.systemUTC(), Pace.system())) {
            node.start();
            shutdown.await();
        } finally {
            shutdown.done();
        }
        return 0;
    }

    private static int identity(Path data) throws IOException {
        DurableFiles.createDirectories(data);
        RsaIdentity identity = RsaIdentity.loadOrCreate(CameraConfig.identity(data));
        System.out.println(identity.publicKey().line());
        return 0;
    }
}
