/// The one strict JSON mapping of Vigía's own documents. Depends on nothing.
@NullMarked
package org.vigia.shared.json;

import org.jspecify.annotations.NullMarked;
