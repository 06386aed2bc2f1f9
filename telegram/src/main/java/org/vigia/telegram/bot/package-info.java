/// The only room for `telegrambots` and OkHttp: one request, one outcome, and the limits that all
/// who talk share. Decides nothing. May use `org.vigia.shared`.
@NullMarked
package org.vigia.telegram.bot;

import org.jspecify.annotations.NullMarked;
