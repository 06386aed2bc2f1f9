/// Who may: people and their roles, groups, invitations; and how each chat wants to be spoken to.
/// Depends on `text` (languages).
@NullMarked
package org.vigia.telegram.access;

import org.jspecify.annotations.NullMarked;
