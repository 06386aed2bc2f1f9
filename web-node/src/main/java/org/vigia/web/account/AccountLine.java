package org.vigia.web.account;

/// One line of the accounts' journal.
///
/// @param action what was done; only [#ADD] so far
/// @param user the account's name
/// @param hash the password's bcrypt hash in modular crypt form
/// @param atMillis the wall clock then, a label only
record AccountLine(String action, String user, String hash, long atMillis) {
    static final String ADD = "add";
}
