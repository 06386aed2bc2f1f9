package org.vigia.web.health;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.machine.Machine;
import org.vigia.shared.time.Pace;
import org.vigia.web.store.EventStore;

/// How this node is, put together when asked. May wait for a disk.
public final class NodeReport implements Supplier<NodeHealth> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeReport.class);

    private final String software;
    private final Machine machine;
    private final Path data;
    private final EventStore store;
    private final BooleanSupplier indexSound;
    private final Supplier<@Nullable Long> certificateEnd;
    private final Pace pace;
    private final long beganNanos;

    /// @param software its version
    /// @param machine what it runs on
    /// @param data the node's folder
    /// @param indexSound whether the index has every event
    /// @param certificateEnd when the site's certificate ends, in wall milliseconds; null without
    /// @param pace for the process's age, from now on
    public NodeReport(
            String software,
            Machine machine,
            Path data,
            EventStore store,
            BooleanSupplier indexSound,
            Supplier<@Nullable Long> certificateEnd,
            Pace pace) {
        this.software = software;
        this.machine = machine;
        this.data = data;
        this.store = store;
        this.indexSound = indexSound;
        this.certificateEnd = certificateEnd;
        this.pace = pace;
        this.beganNanos = pace.nanos();
    }

    @Override
    public NodeHealth get() {
        return new NodeHealth(
                software,
                Math.max(0, (pace.nanos() - beganNanos) / 1_000_000_000L),
                machine.health(data),
                rooms(),
                store.lastArrival(),
                indexSound.getAsBoolean(),
                certificateEnd.get(),
                Verified.last(data));
    }

    private List<NodeHealth.RoomUse> rooms() {
        List<NodeHealth.RoomUse> rooms = new ArrayList<>();
        try {
            store.room()
                    .uses()
                    .forEach((camera, use) ->
                            rooms.add(new NodeHealth.RoomUse(camera, use.used(), use.most())));
        } catch (IOException e) {
            LOG.debug("the disk does not say how much room there is", e);
        }
        return rooms;
    }
}
