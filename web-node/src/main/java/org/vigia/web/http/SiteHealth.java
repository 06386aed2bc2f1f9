package org.vigia.web.http;

import java.util.function.Supplier;
import org.vigia.web.health.NodeHealth;
import org.vigia.web.health.VitalSigns;
import org.vigia.web.metrics.Tally;

/// What is told of health.
///
/// @param cameras how the cameras are
/// @param node how this node is; may wait for a disk
/// @param tally what is counted for a monitoring system
public record SiteHealth(VitalSigns cameras, Supplier<NodeHealth> node, Tally tally) {}
