/// What an event is called and what its manifest says. Depends on `json` and `crypto`.
@NullMarked
package org.vigia.shared.event;

import org.jspecify.annotations.NullMarked;
