/// What each account has seen of the history, in a file each. Depends on the port `event` and
/// `shared`.
@NullMarked
package org.vigia.web.seen;

import org.jspecify.annotations.NullMarked;
