/// Evidence on disk: what arrives, in which order, and the receipts for it. The steps and what a
/// crash leaves after each are in docs/design/store.md. Depends on `registry`, `event` and
/// `shared`.
@NullMarked
package org.vigia.web.store;

import org.jspecify.annotations.NullMarked;
