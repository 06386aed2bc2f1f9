/// The history's index: the only room for `java.sql` and Jdbi. H2 over the store's folders; it can
/// be deleted at any time. Depends on `store`, `event` and `shared`.
@NullMarked
package org.vigia.web.index;

import org.jspecify.annotations.NullMarked;
