/// The certificates that the site shows: a CA of this node's own with its leaf, or the owner's
/// files; renewed and read again while the node runs. Depends on `shared` alone.
@NullMarked
package org.vigia.web.tls;

import org.jspecify.annotations.NullMarked;
