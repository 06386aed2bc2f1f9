/// Child processes, the only room for [ProcessBuilder]. Depends on `org.vigia.shared.lifecycle`.
@NullMarked
package org.vigia.shared.process;

import org.jspecify.annotations.NullMarked;
