/// The ports as far as somebody's reach goes: what they may not see does not exist there, and what
/// they do is noted. Routes have these alone. Depends on `account`, `audit`, `camera`, `event`,
/// `live` and `seen`.
@NullMarked
package org.vigia.web.sight;

import org.jspecify.annotations.NullMarked;
