/// When cameras and this node itself were there: a journal of links, and a beat. Depends on the
/// port `camera` and `shared`.
@NullMarked
package org.vigia.web.presence;

import org.jspecify.annotations.NullMarked;
