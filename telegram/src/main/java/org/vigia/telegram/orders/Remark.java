package org.vigia.telegram.orders;

/// What a person says of an event.
public enum Remark {
    /// It is to be kept for good.
    KEEP,
    /// It was nothing.
    FALSE_ALARM
}
