/// Cuts of power for tests: a recording of what a run does to its files, and every state in which a
/// disk may be found when the power goes meanwhile (docs/reliability.md). Depends on nothing.
@NullMarked
package org.vigia.shared.powercut;

import org.jspecify.annotations.NullMarked;
