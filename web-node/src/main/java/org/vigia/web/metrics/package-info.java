/// What a monitoring system may know: figures of cameras and of this node, in Prometheus' text form
/// (docs/operations.md, Monitoring). Reads what `camera`, `health` and `live` say, and counts what
/// is told to it of `event`, `link` and `store`.
@NullMarked
package org.vigia.web.metrics;

import org.jspecify.annotations.NullMarked;
