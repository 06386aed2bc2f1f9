/// HTML and Markdown of messages as text with entities, with Telegram's errors. Uses schema for
/// refusals.
@NullMarked
package org.vigia.telegram.server.markup;

import org.jspecify.annotations.NullMarked;
