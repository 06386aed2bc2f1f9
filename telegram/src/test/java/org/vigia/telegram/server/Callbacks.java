package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.World.Answer;
import org.vigia.telegram.server.World.Press;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// Answers to presses of buttons. Telegram publishes no figure for how long one may wait; this one
/// takes what bots report.
final class Callbacks {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final World world;

    Callbacks(World world) {
        this.world = world;
    }

    JsonNode answer(Call call) throws Refusal {
        String id = call.text("callback_query_id");
        @Nullable Press press = world.presses().get(id);
        if (press == null
                || press.at().plus(PATIENCE).isBefore(world.clock().instant())
                || press.answer() != null) {
            throw Refusal.badRequest(
                    "query is too old and response timeout expired or query ID is invalid");
        }
        Answer answer = new Answer(call.text("text"), call.flag("show_alert"));
        world.presses().put(id, new Press(press.at(), press.data(), answer));
        return BooleanNode.TRUE;
    }
}
