/// Whether the cameras that guard are still there: the silence of one is an event, and what it
/// sends after that is not believed until a person says so. Depends on `camera` and `event`.
@NullMarked
package org.vigia.web.watch;

import org.jspecify.annotations.NullMarked;
