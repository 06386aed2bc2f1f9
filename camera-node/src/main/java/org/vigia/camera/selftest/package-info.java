/// Whether an event comes through to Pi #B, tried out once a day with one that holds no picture of
/// the room: docs/design/site.md, "Health and the daily self-test". Depends on `moment` and
/// `spool`.
@NullMarked
package org.vigia.camera.selftest;

import org.jspecify.annotations.NullMarked;
