/// What Telegram publishes of its methods and their fields, and whether a request keeps to it. Uses
/// wire.
@NullMarked
package org.vigia.telegram.server.schema;

import org.jspecify.annotations.NullMarked;
