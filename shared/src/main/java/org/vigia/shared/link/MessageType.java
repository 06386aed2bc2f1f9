package org.vigia.shared.link;

import java.util.Optional;

/// The type byte of a frame, and how long its body may be.
enum MessageType {
    HELLO(1, LinkMessage.Hello.class),
    WELCOME(2, LinkMessage.Welcome.class),
    VIDEO_STARTED(3, LinkMessage.VideoStarted.class),
    FILMED(4, LinkMessage.Filmed.class),
    STATUS(5, LinkMessage.Status.class),
    EVENT_OPENED(6, LinkMessage.EventOpened.class),
    WATCH(7, LinkMessage.Watch.class),
    COMMAND_REQUEST(8, LinkMessage.CommandRequest.class),
    COMMAND_ANSWER(9, LinkMessage.CommandAnswer.class),
    RECEIPT_ISSUED(10, LinkMessage.ReceiptIssued.class),
    PING(11, LinkMessage.Ping.class),
    PONG(12, LinkMessage.Pong.class),
    GOODBYE(13, LinkMessage.Goodbye.class),
    EVIDENCE_OPENED(14, LinkMessage.EvidenceOpened.class),
    EVIDENCE_HELD(15, LinkMessage.EvidenceHeld.class),
    EVIDENCE_CLOSED(16, LinkMessage.EvidenceClosed.class),
    GAP_RECORDED(17, LinkMessage.GapRecorded.class),
    GAP_TAKEN(18, LinkMessage.GapTaken.class),
    ALERT_CHATS(19, LinkMessage.AlertChats.class),
    EVENT_REMARKED(20, LinkMessage.EventRemarked.class),
    HEALTH(21, LinkMessage.Health.class),
    HEALTH_WANTED(22, LinkMessage.HealthWanted.class);

    /// Control messages are small documents; a frame is bounded by what a camera may film.
    static final int MAX_DOCUMENT = 16 * 1024;

    /// An access unit of 4 MiB, the largest that a camera takes, and what is put around it.
    static final int MAX_FRAME = 4 * 1024 * 1024 + 4 * 1024;

    private final int code;
    private final Class<? extends LinkMessage> message;

    MessageType(int code, Class<? extends LinkMessage> message) {
        this.code = code;
        this.message = message;
    }

    int code() {
        return code;
    }

    Class<? extends LinkMessage> message() {
        return message;
    }

    int maxBody() {
        return this == FILMED ? MAX_FRAME : MAX_DOCUMENT;
    }

    static Optional<MessageType> of(int code) {
        for (MessageType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static MessageType of(LinkMessage message) {
        return switch (message) {
            case LinkMessage.Hello _ -> HELLO;
            case LinkMessage.Welcome _ -> WELCOME;
            case LinkMessage.VideoStarted _ -> VIDEO_STARTED;
            case LinkMessage.Filmed _ -> FILMED;
            case LinkMessage.Status _ -> STATUS;
            case LinkMessage.EventOpened _ -> EVENT_OPENED;
            case LinkMessage.Watch _ -> WATCH;
            case LinkMessage.CommandRequest _ -> COMMAND_REQUEST;
            case LinkMessage.CommandAnswer _ -> COMMAND_ANSWER;
            case LinkMessage.ReceiptIssued _ -> RECEIPT_ISSUED;
            case LinkMessage.Ping _ -> PING;
            case LinkMessage.Pong _ -> PONG;
            case LinkMessage.Goodbye _ -> GOODBYE;
            case LinkMessage.EvidenceOpened _ -> EVIDENCE_OPENED;
            case LinkMessage.EvidenceHeld _ -> EVIDENCE_HELD;
            case LinkMessage.EvidenceClosed _ -> EVIDENCE_CLOSED;
            case LinkMessage.GapRecorded _ -> GAP_RECORDED;
            case LinkMessage.GapTaken _ -> GAP_TAKEN;
            case LinkMessage.AlertChats _ -> ALERT_CHATS;
            case LinkMessage.EventRemarked _ -> EVENT_REMARKED;
            case LinkMessage.Health _ -> HEALTH;
            case LinkMessage.HealthWanted _ -> HEALTH_WANTED;
        };
    }
}
