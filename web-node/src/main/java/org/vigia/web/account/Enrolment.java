package org.vigia.web.account;

/// What became of the wish for an account.
public sealed interface Enrolment {
    /// It is on the disk.
    record Done() implements Enrolment {}

    /// There is none.
    ///
    /// @param reason what is wrong with the name or the password, in words for the one who chose it
    record Refused(String reason) implements Enrolment {}
}
