package org.vigia.telegram.outbox;

import org.vigia.telegram.bot.Message;

/// One request that is to be made.
///
/// @param thread the number of its thread
/// @param message what is sent
/// @param step which step of the thread it is
record Task(long thread, long chat, Lane lane, Step step, Message message) {
    /// What may go on at the same time in a chat.
    enum Lane {
        WORDS,
        PICTURES,
        FILMS
    }

    /// What it brings forward.
    sealed interface Step {
        /// The first text.
        ///
        /// @param revision what of the thread it says
        /// @param late whether it says that it is late
        record Text(int revision, boolean late) implements Step {}

        record Edit(int revision) implements Step {}

        record Item(int number) implements Step {}
    }

    @Override
    public String toString() {
        return "Task[thread=%d, %s, %s]".formatted(thread, lane, step);
    }
}
