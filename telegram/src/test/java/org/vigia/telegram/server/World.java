package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.Room.Standing;
import org.vigia.telegram.server.schema.Refusal;
import org.vigia.telegram.server.wire.Upload;

/// Everything there is on the server: the bot, users, chats, files. Its methods are called by one
/// thread at a time, which holds its monitor.
final class World {
    /// A press of a button.
    record Press(Instant at, String data, @Nullable Answer answer) {}

    /// What the presser was told.
    record Answer(String text, boolean alert) {}

    /// A file that can be sent again by its id.
    record Stored(String fileId, String kind, Upload file) {}

    static final long BOT_ID = 7_000_000_001L;

    private final Clock clock;
    private final Updates updates;
    private final String username;
    private final Map<Long, ObjectNode> users = new LinkedHashMap<>();
    private final Map<Long, Room> rooms = new LinkedHashMap<>();
    private final Map<String, Press> presses = new LinkedHashMap<>();
    private final Map<String, Stored> files = new HashMap<>();
    private final Map<String, JsonNode> commands = new LinkedHashMap<>();
    private final List<String> actions = new ArrayList<>();
    private int lastMessage = 100;
    private long lastPress = 4_000_000_000_000L;

    World(Clock clock, Updates updates, String username) {
        this.clock = clock;
        this.updates = updates;
        this.username = username;
    }

    Clock clock() {
        return clock;
    }

    Updates updates() {
        return updates;
    }

    String username() {
        return username;
    }

    ObjectNode bot() {
        return object().put("id", BOT_ID)
                .put("is_bot", true)
                .put("first_name", "Vigía")
                .put("username", username);
    }

    Map<Long, ObjectNode> users() {
        return users;
    }

    Map<Long, Room> rooms() {
        return rooms;
    }

    Map<String, JsonNode> commands() {
        return commands;
    }

    List<String> actions() {
        return actions;
    }

    Map<String, Press> presses() {
        return presses;
    }

    String newPress(String data) {
        lastPress++;
        String id = Long.toString(lastPress);
        presses.put(id, new Press(clock.instant(), data, null));
        return id;
    }

    ObjectNode user(long id) {
        ObjectNode user = users.get(id);
        if (user == null) {
            throw new IllegalArgumentException("no user " + id);
        }
        return user;
    }

    Room room(long id) {
        Room room = rooms.get(id);
        if (room == null) {
            throw new IllegalArgumentException("no chat " + id);
        }
        return room;
    }

    /// The chat a bot names by its id; public names are not modelled.
    Room named(@Nullable JsonNode chatId) throws Refusal {
        for (Room room : rooms.values()) {
            if (chatId != null && chatId.asLong() == room.id()) {
                return room;
            }
        }
        throw Refusal.badRequest("chat not found");
    }

    Room add(Room room) {
        rooms.put(room.id(), room);
        return room;
    }

    /// A message's common fields with the next id of that chat.
    ObjectNode draft(Room room, ObjectNode from) {
        int id;
        if (room.isSupergroup()) {
            id = room.messages().keySet().stream().mapToInt(i -> i).max().orElse(0) + 1;
        } else {
            lastMessage++;
            id = lastMessage;
        }
        ObjectNode json = object().put("message_id", id);
        json.set("from", from);
        json.set("chat", room.json());
        json.put("date", clock.instant().getEpochSecond());
        return json;
    }

    Posted post(Room room, Posted message) {
        room.messages().put(message.id(), message);
        return message;
    }

    /// Keeps a file for later.
    Stored store(String kind, Upload file) {
        String fileId = "BAAC%sAg%06d".formatted(kind, files.size() + 1);
        Stored stored = new Stored(fileId, kind, file);
        files.put(fileId, stored);
        return stored;
    }

    @Nullable Stored stored(String fileId) {
        return files.get(fileId);
    }

    /// The membership of the bot changes, and it is told.
    void standing(Room room, Standing now, ObjectNode by) {
        ObjectNode change = object();
        change.set("chat", room.json());
        change.set("from", by);
        change.put("date", clock.instant().getEpochSecond());
        change.set("old_chat_member", member(room.standing()));
        room.standing(now);
        change.set("new_chat_member", member(now));
        updates.add("my_chat_member", change);
    }

    private ObjectNode member(Standing standing) {
        ObjectNode member = object();
        member.set("user", bot());
        String status =
                switch (standing) {
                    case IN -> "member";
                    case NOT_BEGUN, LEFT -> "left";
                    case BLOCKED, REMOVED -> "kicked";
                };
        member.put("status", status);
        if (status.equals("kicked")) {
            member.put("until_date", 0);
        }
        return member;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
