package org.vigia.shared.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Everything that is said over the frame socket. See docs/design/link.md for who says what when.
public sealed interface LinkMessage {
    /// The protocol's version spoken here.
    int VERSION = 4;

    /// The oldest version that web-node still speaks with a camera: one without [Health],
    /// [HealthWanted], [CameraCommand.SelfTest] and events of that kind.
    int OLDEST_VERSION = 3;

    /// Camera, first message.
    ///
    /// @param version the one it speaks: [#OLDEST_VERSION] to [#VERSION]
    /// @param camera the name it is registered under; must be that of the SSH key
    /// @param boot its kernel's boot id
    /// @param software its version, for display
    record Hello(int version, String camera, String boot, String software) implements LinkMessage {
        /// @throws IllegalArgumentException when a text is overlong or the name is none
        public Hello {
            if (!Manifest.isCameraName(camera) || boot.length() > 64 || software.length() > 64) {
                throw new IllegalArgumentException("not a hello");
            }
        }
    }

    /// Web-node's answer to a hello that it accepts.
    ///
    /// @param version the version spoken from here on: that of the hello
    /// @param wallMillis its wall clock, so that a camera without a time server knows the time
    /// @param receiptKey the key its receipts are signed with, as an OpenSSH `ssh-rsa` line
    record Welcome(int version, long wallMillis, String receiptKey) implements LinkMessage {}

    /// Camera: a new epoch of video begins.
    record VideoStarted(VideoConfig config) implements LinkMessage {}

    /// Camera: one frame.
    ///
    /// @param fragment the frame
    /// @param earlier whether it was filmed before frames that have been sent already: evidence
    ///   filled in behind, not to be shown live
    record Filmed(Fragment fragment, boolean earlier) implements LinkMessage {}

    /// Camera: its status, at the beginning and at each change.
    record Status(CameraStatus status) implements LinkMessage {}

    /// Camera: an event has begun; its files will follow over SCP.
    ///
    /// @param event its id
    /// @param incident the incident's id
    /// @param kind why
    /// @param started when
    record EventOpened(EventId event, EventId incident, EventKind kind, Moment started)
            implements LinkMessage {}

    /// Camera: the film of an event begins or, on a new link, goes on; its frames flow from now on.
    ///
    /// @param event whose film it is
    /// @param epoch the epoch of all of its frames
    /// @param first the sequence of its first frame, a key frame
    record EvidenceOpened(EventId event, int epoch, long first) implements LinkMessage {
        /// @throws IllegalArgumentException when a number is negative
        public EvidenceOpened {
            requireFrame(epoch, first);
        }
    }

    /// Web-node: the answer to [EvidenceOpened].
    ///
    /// @param event that of the opening
    /// @param epoch that of the opening
    /// @param next the first sequence that is not held; everything from `first` up to it is
    record EvidenceHeld(EventId event, int epoch, long next) implements LinkMessage {
        /// @throws IllegalArgumentException when a number is negative
        public EvidenceHeld {
            requireFrame(epoch, next);
        }
    }

    /// Camera: everything of an event's film that could still be sent has been.
    ///
    /// @param event that of the opening
    /// @param epoch that of the opening
    /// @param last the sequence of the film's last frame
    record EvidenceClosed(EventId event, int epoch, long last) implements LinkMessage {
        /// @throws IllegalArgumentException when a number is negative
        public EvidenceClosed {
            requireFrame(epoch, last);
        }
    }

    /// Camera: evidence that will never come.
    ///
    /// @param document a gap record's bytes, as [org.vigia.shared.event.GapRecord#bytes]
    /// @param signature over the document, under the camera's key
    record GapRecorded(byte[] document, byte[] signature) implements LinkMessage {}

    /// Camera with a bot: whom it alerts, at the beginning and at each change, so that they can be
    /// told when it is gone.
    ///
    /// @param chats at most 100
    record AlertChats(List<Chat> chats) implements LinkMessage {
        /// @throws IllegalArgumentException when there are too many
        public AlertChats {
            if (chats.size() > 100) {
                throw new IllegalArgumentException("too many chats");
            }
            chats = List.copyOf(chats);
        }

        /// A chat at Telegram.
        ///
        /// @param language `es`, `en` or `ca`
        public record Chat(long id, String language) {
            /// @throws IllegalArgumentException when it has no language
            public Chat {
                if (!language.matches("[a-z]{2}")) {
                    throw new IllegalArgumentException("not a language");
                }
            }

            @Override
            public String toString() {
                return "Chat[" + language + "]";
            }
        }
    }

    /// Camera: what a person has said of one of its events.
    ///
    /// @param keep whether it is to be kept; else it was a false alarm
    record EventRemarked(EventId event, boolean keep) implements LinkMessage {}

    /// Camera: how it is; after the welcome, once a minute, when asked, and after each self-test.
    record Health(CameraHealth health) implements LinkMessage {}

    /// Web-node: somebody looks; say how you are.
    ///
    /// @param id chosen by web-node; of no meaning to the camera
    record HealthWanted(long id) implements LinkMessage {}

    /// Web-node: a gap record is safe.
    ///
    /// @param manifest that of the record
    record GapTaken(String manifest) implements LinkMessage {
        /// @throws IllegalArgumentException when it is no hash
        public GapTaken {
            if (!Sha256.isHash(manifest)) {
                throw new IllegalArgumentException("manifest is not a SHA-256 hash");
            }
        }
    }

    /// Web-node: somebody watches, or nobody does any more.
    ///
    /// @param frames whether frames shall flow
    record Watch(boolean frames) implements LinkMessage {}

    /// Web-node: do something.
    ///
    /// @param id chosen by web-node; the answer carries it
    /// @param command what to do
    record CommandRequest(long id, CameraCommand command) implements LinkMessage {}

    /// Camera: what became of a command.
    ///
    /// @param id that of the request
    /// @param refusal why it was not done, in words; null when it was
    /// @param status the camera's status after it
    record CommandAnswer(long id, @Nullable String refusal, CameraStatus status)
            implements LinkMessage {}

    /// Web-node: an event is whole and safe.
    ///
    /// @param document a receipt's bytes, as [org.vigia.shared.event.Receipt#bytes]
    /// @param signature over the document, under web-node's receipt key
    record ReceiptIssued(byte[] document, byte[] signature) implements LinkMessage {}

    /// Web-node: are you there, and what does your clock say?
    ///
    /// @param nanos its monotonic clock
    /// @param wallMillis its wall clock
    record Ping(long nanos, long wallMillis) implements LinkMessage {}

    /// Camera: the answer to a ping.
    ///
    /// @param echoNanos the ping's `nanos`
    /// @param cameraNanos the camera's monotonic clock when it answered
    record Pong(long echoNanos, long cameraNanos) implements LinkMessage {}

    /// Either side: the connection is going to be closed.
    ///
    /// @param reason in words
    record Goodbye(String reason) implements LinkMessage {
        /// @throws IllegalArgumentException when the reason is overlong
        public Goodbye {
            if (reason.length() > 500) {
                throw new IllegalArgumentException("an overlong reason");
            }
        }
    }

    private static void requireFrame(int epoch, long sequence) {
        if (epoch < 0 || sequence < 0) {
            throw new IllegalArgumentException("not a frame: %d/%d".formatted(epoch, sequence));
        }
    }
}
