package org.vigia.telegram.server;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What may go wrong between a bot and Telegram.
///
/// `applied` says whether the request takes effect all the same.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fault.TooManyRequests.class, name = "too_many"),
    @JsonSubTypes.Type(value = Fault.ServerError.class, name = "server_error"),
    @JsonSubTypes.Type(value = Fault.HtmlPage.class, name = "html"),
    @JsonSubTypes.Type(value = Fault.Silence.class, name = "silence"),
    @JsonSubTypes.Type(value = Fault.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = Fault.TruncatedJson.class, name = "truncated"),
    @JsonSubTypes.Type(value = Fault.SlowUpload.class, name = "slow_upload"),
    @JsonSubTypes.Type(value = Fault.SlowAnswer.class, name = "slow_answer"),
    @JsonSubTypes.Type(value = Fault.DuplicateUpdates.class, name = "duplicates"),
    @JsonSubTypes.Type(value = Fault.ReversedUpdates.class, name = "reversed"),
})
public sealed interface Fault {
    /// 429; who comes back to the chat earlier is refused again, and noted.
    record TooManyRequests(int retryAfter) implements Fault {}

    /// 500, 502 and the like with a JSON body.
    record ServerError(int status, boolean applied) implements Fault {}

    /// A proxy's page instead of JSON.
    record HtmlPage(int status, boolean applied) implements Fault {}

    /// The answer never comes; the connection stays open.
    record Silence(boolean applied) implements Fault {}

    /// The connection is reset after the request was read.
    record Reset(boolean applied) implements Fault {}

    /// The request is applied, and the answer ends in the middle.
    record TruncatedJson() implements Fault {}

    /// The body is read no faster than this.
    record SlowUpload(int bytesPerSecond) implements Fault {}

    /// The request is applied and answered after a while.
    record SlowAnswer(long millis) implements Fault {}

    /// Of `getUpdates`: what was delivered before comes again, and everything twice.
    record DuplicateUpdates() implements Fault {}

    /// Of `getUpdates`: the newest first.
    record ReversedUpdates() implements Fault {}
}
