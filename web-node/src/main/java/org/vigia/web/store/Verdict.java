package org.vigia.web.store;

/// What becomes of something a camera offers. The texts are part of the protocol and listed in
/// docs/design/store.md.
public sealed interface Verdict {
    /// It is on the disk, now or since an earlier time.
    record Accepted() implements Verdict {}

    /// It will never be taken.
    ///
    /// @param reason why, in words
    record Refused(String reason) implements Verdict {}

    /// It cannot be taken now; offering it again may succeed.
    ///
    /// @param reason why, in words
    record Later(String reason) implements Verdict {}

    /// The line that tells the camera; empty for an acceptance.
    default String text() {
        return switch (this) {
            case Accepted accepted -> "";
            case Refused refused -> "refused: " + refused.reason();
            case Later later -> "later: " + later.reason();
        };
    }
}
