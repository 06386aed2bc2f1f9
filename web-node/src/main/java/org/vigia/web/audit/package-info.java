/// What people have done here that others may ask about: an append-only log in files. Depends on
/// `shared` alone.
@NullMarked
package org.vigia.web.audit;

import org.jspecify.annotations.NullMarked;
