package org.vigia.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// What may happen to the pair. Each leaves both nodes running and the network healed.
enum Mishap {
    /// Nothing: motion alone.
    NONE(6) {
        @Override
        void happen(Stage stage, RandomGenerator random) {}
    },
    /// Pi #A's process is killed.
    CAMERA_KILLED(3) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.killCamera("KILL");
            stage.pause(random, Duration.ofMillis(500));
            stage.startCamera();
        }
    },
    /// Pi #A's process is told to end.
    CAMERA_RESTARTED(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.killCamera("TERM");
            stage.startCamera();
        }
    },
    /// Pi #B's process is killed.
    WEB_KILLED(3) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.killWeb();
            stage.pause(random, Duration.ofMillis(500));
            stage.startWeb();
        }
    },
    /// Pi #B stays away for long, and motion goes on.
    WEB_AWAY(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.killWeb();
            for (int i = 0; i < 3; i++) {
                stage.pause(random, Duration.ofSeconds(3));
                stage.motion(random);
            }
            stage.startWeb();
        }
    },
    /// Both at once: the house loses power and gets it back.
    BOTH_KILLED(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.killCamera("KILL");
            stage.killWeb();
            stage.startWeb();
            stage.startCamera();
        }
    },
    /// The network is cut, and comes back.
    LINK_CUT(4) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.proxy().cut();
            stage.pause(random, Duration.ofSeconds(6));
            stage.proxy().heal();
        }
    },
    /// Nothing comes through any more, and nobody says so.
    LINK_STALLED(2) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.proxy().stall();
            stage.pause(random, Duration.ofSeconds(14));
            stage.proxy().heal();
        }
    },
    /// A bad radio link.
    LINK_SLOW(2) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.proxy().slow(random.nextLong(8_000, 100_000));
            stage.pause(random, Duration.ofSeconds(8));
            stage.proxy().heal();
        }
    },
    /// The network ends in the middle of whatever is being sent.
    UPLOAD_CUT(4) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.proxy().cutAfter(random.nextLong(1_000, 150_000));
            stage.pause(random, Duration.ofSeconds(6));
            stage.proxy().heal();
        }
    },
    /// Pi #A's card is full for a while.
    CAMERA_DISK_FULL(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.fillCameraDisk();
            stage.motion(random);
            stage.pause(random, Duration.ofSeconds(5));
            stage.relieveCameraDisk();
        }

        @Override
        boolean possible(Stage stage) {
            return stage.smallDisks();
        }
    },
    /// Pi #B's disk is full for a while.
    WEB_DISK_FULL(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.fillWebDisk(random);
            stage.motion(random);
            stage.pause(random, Duration.ofSeconds(8));
            stage.relieveWebDisk();
        }

        @Override
        boolean possible(Stage stage) {
            return stage.smallDisks();
        }
    },
    /// Pi #A's wall clock is set, hours forth or back.
    CAMERA_CLOCK_SET(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.setClock("camera-node", random);
        }
    },
    /// Pi #B's wall clock is set, hours forth or back.
    WEB_CLOCK_SET(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.setClock("web-node", random);
        }
    },
    /// A file that Pi #B has is sent once more, by OpenSSH's scp.
    UPLOAD_REPEATED(1) {
        @Override
        void happen(Stage stage, RandomGenerator random) throws IOException, InterruptedException {
            stage.repeatUpload(random);
        }
    };

    private final int weight;

    Mishap(int weight) {
        this.weight = weight;
    }

    abstract void happen(Stage stage, RandomGenerator random)
            throws IOException, InterruptedException;

    /// Whether this machine can do it.
    boolean possible(Stage stage) {
        return true;
    }

    /// Every mishap that this machine can do, as often as its weight says, in random order; the
    /// system property `vigia.mishaps` (a regular expression) leaves others out.
    static Deque<Mishap> dealt(Stage stage, Random random) {
        List<Mishap> deck = new ArrayList<>();
        for (Mishap mishap : values()) {
            if (mishap.possible(stage)
                    && mishap.name().matches(System.getProperty("vigia.mishaps", ".*"))) {
                deck.addAll(Collections.nCopies(mishap.weight, mishap));
            }
        }
        Collections.shuffle(deck, random);
        return new ArrayDeque<>(deck);
    }
}
