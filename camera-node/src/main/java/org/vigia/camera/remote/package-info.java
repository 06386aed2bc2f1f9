/// From infrared durations to what a remote control asks for. Depends on `alarm` (inputs), `board`
/// (pulses), `ir` and shared `config`, `durable`, `time`.
@NullMarked
package org.vigia.camera.remote;

import org.jspecify.annotations.NullMarked;
