package org.vigia.telegram.outbox;

import java.util.BitSet;
import org.vigia.telegram.text.Language;

/// How far a chat has been told of one thread.
final class ChatSteps {
    private final Language language;
    private final BitSet items = new BitSet();
    private long message;
    private boolean givenUp;
    private boolean noReply;
    private boolean late;
    private int revision;

    ChatSteps(Language language) {
        this.language = language;
    }

    Language language() {
        return language;
    }

    boolean awaitsText() {
        return message == 0 && !givenUp;
    }

    /// Whether something can follow: the text is there.
    boolean isTold() {
        return message != 0 && !givenUp;
    }

    boolean isTold(int item) {
        return items.get(item);
    }

    /// The first text's id; 0 before it is known.
    long message() {
        return message;
    }

    boolean canReply() {
        return !noReply;
    }

    /// What of the thread the text says.
    int revision() {
        return revision;
    }

    void textTold(Line.TextTold told) {
        message = told.message();
        revision = told.revision();
        late = told.late();
    }

    /// Whether the text said that it was late; its edits go on to say so.
    boolean isLate() {
        return late;
    }

    void editDone(int saying) {
        revision = Math.max(revision, saying);
    }

    void itemDone(int item) {
        items.set(item);
    }

    void giveUp() {
        givenUp = true;
    }

    /// What was hopeless once need not be the next time.
    void tryAgain() {
        givenUp = false;
    }

    void noReply() {
        noReply = true;
    }

    boolean isDone(int itemCount, int threadRevision) {
        return givenUp
                || (message != 0
                        && revision >= threadRevision
                        && items.nextClearBit(0) >= itemCount);
    }
}
