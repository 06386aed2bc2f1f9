/// A strict Telegram Bot API server for tests, in-process or as a process of its own.
@NullMarked
package org.vigia.telegram.server;

import org.jspecify.annotations.NullMarked;
