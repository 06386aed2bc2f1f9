package org.vigia.web.link;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.LinkMessage;

/// The commands of one link that wait for the camera's answer. Safe for use by several threads.
final class OpenCommands {
    private final Consumer<LinkMessage> say;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, BlockingQueue<LinkMessage.CommandAnswer>> waiting =
            new ConcurrentHashMap<>();

    /// @param say sends a message to the camera
    OpenCommands(Consumer<LinkMessage> say) {
        this.say = say;
    }

    /// Sends a command and waits for the answer.
    ///
    /// @return empty where none has come in time
    Optional<LinkMessage.CommandAnswer> ask(CameraCommand command, Duration patience)
            throws InterruptedException {
        long id = last.incrementAndGet();
        BlockingQueue<LinkMessage.CommandAnswer> answer = new ArrayBlockingQueue<>(1);
        waiting.put(id, answer);
        try {
            say.accept(new LinkMessage.CommandRequest(id, command));
            return Optional.ofNullable(answer.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            waiting.remove(id);
        }
    }

    /// An answer has come; one that nobody waits for is passed over.
    void answered(LinkMessage.CommandAnswer answer) {
        BlockingQueue<LinkMessage.CommandAnswer> asker = waiting.get(answer.id());
        if (asker != null) {
            asker.offer(answer);
        }
    }
}
