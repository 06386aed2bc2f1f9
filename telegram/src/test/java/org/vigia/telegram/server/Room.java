package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.schema.Refusal;

/// A chat. Guarded by the world's lock.
final class Room {
    /// What a bot may do in it.
    enum Standing {
        /// A private chat that the user has not begun.
        NOT_BEGUN,
        /// All it may.
        IN,
        /// The user has blocked it.
        BLOCKED,
        /// The group has removed it.
        REMOVED,
        /// It has left the group.
        LEFT
    }

    private final long id;
    private final String type;
    private final String title;
    private final Set<Long> members = new LinkedHashSet<>();
    private final Map<Integer, Posted> messages = new LinkedHashMap<>();
    private final Set<Integer> gone = new LinkedHashSet<>();
    private Standing standing;
    private long supergroup;

    /// @param type `private`, `group` or `supergroup`
    /// @param title of a group; the first name in a private chat
    Room(long id, String type, String title, Standing standing) {
        this.id = id;
        this.type = type;
        this.title = title;
        this.standing = standing;
    }

    long id() {
        return id;
    }

    String title() {
        return title;
    }

    boolean isPrivate() {
        return type.equals("private");
    }

    boolean isSupergroup() {
        return type.equals("supergroup");
    }

    Set<Long> members() {
        return members;
    }

    Map<Integer, Posted> messages() {
        return messages;
    }

    void delete(int message) {
        if (messages.remove(message) != null) {
            gone.add(message);
        }
    }

    Standing standing() {
        return standing;
    }

    void standing(Standing now) {
        standing = now;
    }

    void migrated(long to) {
        supergroup = to;
    }

    /// The chat as it stands in a message.
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("type", type).put(isPrivate() ? "first_name" : "title", title);
        return json;
    }

    /// @throws Refusal when the bot may not send here
    void admit() throws Refusal {
        if (supergroup != 0) {
            throw Refusal.migrated(supergroup);
        }
        String kind = type + " chat";
        switch (standing) {
            case IN -> {}
            case NOT_BEGUN ->
                    throw Refusal.forbidden("bot can't initiate conversation with a user");
            case BLOCKED -> throw Refusal.forbidden("bot was blocked by the user");
            case REMOVED -> throw Refusal.forbidden("bot was kicked from the " + kind);
            case LEFT -> throw Refusal.forbidden("bot is not a member of the " + kind);
        }
    }

    /// @param otherwise the error's words
    Posted message(long message, String otherwise) throws Refusal {
        @Nullable Posted posted = messages.get((int) message);
        if (posted == null) {
            throw Refusal.badRequest(otherwise);
        }
        return posted;
    }
}
