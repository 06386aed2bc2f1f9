/// The alarm: a pure state machine, and the one thread that owns, saves and runs it. Depends on
/// `mailbox` and shared `durable`, `time`; knows no hardware, no recorder and no network.
@NullMarked
package org.vigia.camera.alarm;

import org.jspecify.annotations.NullMarked;
