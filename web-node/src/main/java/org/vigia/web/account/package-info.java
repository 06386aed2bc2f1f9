/// Who may use the site: accounts in an append-only file and the slowing down of guesses. Depends
/// on `shared` alone.
@NullMarked
package org.vigia.web.account;

import org.jspecify.annotations.NullMarked;
