package org.vigia.web.http;

import java.util.function.Supplier;
import org.vigia.web.health.NodeHealth;
import org.vigia.web.health.VitalSigns;

/// What is told of health.
///
/// @param cameras how the cameras are
/// @param node how this node is; may wait for a disk
public record SiteHealth(VitalSigns cameras, Supplier<NodeHealth> node) {}
