/// What people write and press, made into orders: asked for, understood, checked, done at a [Desk],
/// answered. Depends on `bot`, `access` and `text`.
@NullMarked
package org.vigia.telegram.orders;

import org.jspecify.annotations.NullMarked;
