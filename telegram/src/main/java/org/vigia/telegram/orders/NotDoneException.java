package org.vigia.telegram.orders;

/// An order was not carried out.
public final class NotDoneException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is in the way.
    public enum Why {
        /// The alarm does not answer.
        ALARM,
        /// The siren does not answer.
        SIREN,
        /// The servo does not answer.
        SERVO,
        /// The camera gives no picture.
        PICTURE,
        /// The disk takes nothing.
        DISK,
        /// Pi #B is not to be reached.
        LINK
    }

    private final Why why;

    /// @param why what is in the way
    public NotDoneException(Why why) {
        super("not done: " + why);
        this.why = why;
    }

    /// What is in the way.
    public Why why() {
        return why;
    }
}
