package org.vigia.web.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.machine.MachineHealth;
import org.vigia.web.account.Reach;
import org.vigia.web.health.NodeHealth;

/// This node's health as the API shows it; docs/openapi.yaml says what the fields mean.
record NodeJson(
        String software,
        long runningSeconds,
        MachineHealth machine,
        List<NodeHealth.RoomUse> rooms,
        long events,
        boolean indexSound,
        @Nullable String certificateEnds,
        @Nullable VerifiedJson verified) {
    /// What the last verification has found.
    record VerifiedJson(String at, int events, int faults) {}

    static NodeJson of(NodeHealth health, Reach reach) {
        Long end = health.certificateEndMillis();
        var verified = health.verified();
        return new NodeJson(
                health.software(),
                health.runningSeconds(),
                health.machine(),
                health.rooms().stream().filter(use -> reach.sees(use.camera())).toList(),
                health.events(),
                health.indexSound(),
                end == null ? null : Instant.ofEpochMilli(end).toString(),
                verified == null
                        ? null
                        : new VerifiedJson(
                                Instant.ofEpochMilli(verified.atMillis()).toString(),
                                verified.events(),
                                verified.faults()));
    }
}
