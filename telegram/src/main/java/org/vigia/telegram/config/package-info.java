/// The `telegram` section of both nodes' files. May use the settings of `bot` and `outbox`.
@NullMarked
package org.vigia.telegram.config;

import org.jspecify.annotations.NullMarked;
