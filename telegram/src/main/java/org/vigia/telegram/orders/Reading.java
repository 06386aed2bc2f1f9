package org.vigia.telegram.orders;

/// What a text is, once read.
sealed interface Reading {
    /// An order.
    record Understood(Order order) implements Reading {}

    /// An order's first word with the wrong ones behind it.
    record Misused(Verb verb) implements Reading {}

    /// Looks like an order and is none of ours.
    record Unknown() implements Reading {}

    /// Talk, or an order for another bot.
    record NotForUs() implements Reading {}
}
