/// What is deleted when: docs/design/evidence.md, "Retention". Depends on `event` and `store`.
@NullMarked
package org.vigia.web.retention;

import org.jspecify.annotations.NullMarked;
