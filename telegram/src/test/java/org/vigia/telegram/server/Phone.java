package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.telegram.server.Room.Standing;
import org.vigia.telegram.server.Shown.Button;

/// The other side: what people do with their phones, and what they see there. Safe for several
/// threads.
public final class Phone {
    /// What somebody was told who has pressed a button.
    public record Told(String text, boolean alert) {}

    private static final Pattern COMMAND = Pattern.compile("(?<!\\S)/[A-Za-z0-9_]{1,64}(@\\w+)?");

    private final World world;

    Phone(World world) {
        this.world = world;
    }

    /// Somebody with a phone. Their private chat with the bot has the same id; it is not begun.
    ///
    /// @param language as Telegram tells a bot, e.g. `es`
    public void user(long id, String name, String language) {
        synchronized (world) {
            ObjectNode user = World.object().put("id", id).put("is_bot", false);
            user.put("first_name", name).put("language_code", language);
            world.users().put(id, user);
            world.add(new Room(id, "private", name, Standing.NOT_BEGUN)).members().add(id);
        }
    }

    /// Begins the chat with the bot, or takes a block back: `/start`.
    public int starts(long user) {
        return starts(user, "");
    }

    /// The same through a link `t.me/bot?start=code`.
    public int starts(long user, String code) {
        synchronized (world) {
            Room room = world.room(user);
            if (room.standing() == Standing.BLOCKED) {
                unblocks(user);
            }
            room.standing(Standing.IN);
            return says(user, user, code.isEmpty() ? "/start" : "/start " + code);
        }
    }

    /// A group with the bot in it. Ids of groups are negative.
    public void group(long id, String title, List<Long> members) {
        rooms(id, "group", title, members);
    }

    /// A supergroup with the bot in it. Its id begins with -100.
    public void supergroup(long id, String title, List<Long> members) {
        rooms(id, "supergroup", title, members);
    }

    private void rooms(long id, String type, String title, List<Long> members) {
        if (id >= 0) {
            throw new IllegalArgumentException("ids of groups are negative, was " + id);
        }
        synchronized (world) {
            Room room = world.add(new Room(id, type, title, Standing.LEFT));
            room.members().addAll(members);
            world.standing(room, Standing.IN, world.user(members.getFirst()));
        }
    }

    /// Writes into a chat. In a group a bot hears only commands, what names it and replies to it.
    ///
    /// @return the message's id
    public int says(long chat, long user, String text) {
        return replies(chat, user, 0, text);
    }

    /// Writes as a reply.
    ///
    /// @param to the message that is replied to
    public int replies(long chat, long user, int to, String text) {
        synchronized (world) {
            Room room = world.room(chat);
            ObjectNode json = message(room, user, text);
            boolean toBot = false;
            if (to != 0) {
                Posted original = posted(room, to);
                toBot = original.byBot();
                json.set("reply_to_message", Sending.shallow(original));
            }
            Posted message = world.post(room, new Posted(json, false, List.of()));
            if (room.standing() == Standing.IN && (toBot || concerns(room, text))) {
                world.updates().add("message", json);
            }
            return message.id();
        }
    }

    /// Forwards somebody else's words into a chat.
    public int forwards(long chat, long user, String text) {
        synchronized (world) {
            Room room = world.room(chat);
            ObjectNode json = message(room, user, text);
            json.putObject("forward_origin")
                    .put("type", "hidden_user")
                    .put("date", json.path("date").asLong() - 3600)
                    .put("sender_user_name", "Somebody");
            world.post(room, new Posted(json, false, List.of()));
            world.updates().add("message", json);
            return json.path("message_id").asInt();
        }
    }

    /// Changes what was said before.
    public void edits(long chat, int id, String text) {
        synchronized (world) {
            Posted message = posted(world.room(chat), id);
            message.remember(message.words());
            ObjectNode fresh = entities(text);
            message.json().remove("entities");
            message.json().put("text", text).setAll(fresh);
            message.edited(world.clock().instant());
            world.updates().add("edited_message", message.json());
        }
    }

    private ObjectNode message(Room room, long user, String text) {
        ObjectNode json = world.draft(room, world.user(user));
        json.put("text", text);
        json.setAll(entities(text));
        return json;
    }

    private static ObjectNode entities(String text) {
        ObjectNode found = World.object();
        Matcher m = COMMAND.matcher(text);
        while (m.find()) {
            found.withArray("entities")
                    .addObject()
                    .put("offset", m.start())
                    .put("length", m.end() - m.start())
                    .put("type", "bot_command");
        }
        return found;
    }

    private boolean concerns(Room room, String text) {
        Matcher command = COMMAND.matcher(text);
        boolean other = command.lookingAt() && command.group(1) != null;
        return room.isPrivate()
                || text.contains("@" + world.username())
                || (text.startsWith("/") && !other);
    }

    /// Presses the button that says `text`.
    ///
    /// @return the id of the press, for [#told]
    /// @throws IllegalArgumentException when the message shows no such button
    public String presses(long chat, long user, int id, String text) {
        Button button =
                shown(chat, id).buttons().stream()
                        .flatMap(List::stream)
                        .filter(b -> b.text().equals(text) && !b.data().isEmpty())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no button \"%s\" under %s"
                                                .formatted(text, shown(chat, id))));
        return sendsData(chat, user, id, button.data());
    }

    /// Sends what a button would, whether it is shown or not: an old or a tampered client.
    public String sendsData(long chat, long user, int id, String data) {
        synchronized (world) {
            Room room = world.room(chat);
            String press = world.newPress(data);
            ObjectNode query = World.object().put("id", press);
            query.set("from", world.user(user));
            query.set("message", posted(room, id).json());
            query.put("chat_instance", Long.toString(chat * 31 + 7)).put("data", data);
            world.updates().add("callback_query", query);
            return press;
        }
    }

    /// What the presser was told, once the bot has answered.
    public Optional<Told> told(String press) {
        synchronized (world) {
            World.Press pressed = world.presses().get(press);
            return pressed == null
                    ? Optional.empty()
                    : Optional.ofNullable(pressed.answer()).map(a -> new Told(a.text(), a.alert()));
        }
    }

    /// Blocks the bot.
    public void blocks(long user) {
        synchronized (world) {
            world.standing(world.room(user), Standing.BLOCKED, world.user(user));
        }
    }

    /// Takes it back.
    public void unblocks(long user) {
        synchronized (world) {
            world.standing(world.room(user), Standing.IN, world.user(user));
        }
    }

    /// Throws the bot out of a group.
    public void removesBot(long chat, long user) {
        synchronized (world) {
            world.standing(world.room(chat), Standing.REMOVED, world.user(user));
        }
    }

    /// Lets it in again.
    public void addsBot(long chat, long user) {
        synchronized (world) {
            world.standing(world.room(chat), Standing.IN, world.user(user));
        }
    }

    /// A group becomes a supergroup, whose messages start anew.
    public void migrates(long group, long supergroup) {
        synchronized (world) {
            Room old = world.room(group);
            ObjectNode by = world.user(old.members().iterator().next());
            Room fresh = world.add(new Room(supergroup, "supergroup", old.title(), Standing.IN));
            fresh.members().addAll(old.members());
            old.migrated(supergroup);
            ObjectNode last = world.draft(old, by).put("migrate_to_chat_id", supergroup);
            world.post(old, new Posted(last, false, List.of()));
            world.updates().add("message", last);
            ObjectNode first = world.draft(fresh, by).put("migrate_from_chat_id", group);
            world.post(fresh, new Posted(first, false, List.of()));
            world.updates().add("message", first);
        }
    }

    /// Removes a message from a chat.
    public void deletes(long chat, int id) {
        synchronized (world) {
            world.room(chat).delete(id);
        }
    }

    /// Anything else that may come, e.g. of a type that nobody expects.
    public void happens(String updateType, JsonNode what) {
        world.updates().add(updateType, what);
    }

    /// What a chat shows now, oldest first.
    public List<Shown> shows(long chat) {
        synchronized (world) {
            return world.room(chat).messages().values().stream().map(Posted::shown).toList();
        }
    }

    /// What of it the bot has written.
    public List<Shown> fromBot(long chat) {
        return shows(chat).stream().filter(Shown::byBot).toList();
    }

    /// One message.
    public Shown shown(long chat, int id) {
        synchronized (world) {
            return posted(world.room(chat), id).shown();
        }
    }

    /// The bytes of a file that some chat shows.
    public byte[] file(String sha256) {
        synchronized (world) {
            for (Room room : world.rooms().values()) {
                for (Posted message : room.messages().values()) {
                    for (Shown.Attachment file : message.shown().file()) {
                        if (file.sha256().equals(sha256)) {
                            return message.files().getFirst().bytes().clone();
                        }
                    }
                }
            }
        }
        throw new IllegalArgumentException("no file " + sha256);
    }

    /// The menu, as `command - description`.
    ///
    /// @param scope `default`, `chat` and so on
    /// @param chat its id where the scope is a chat, or nothing
    /// @param language two letters, or nothing
    public List<String> menu(String scope, String chat, String language) {
        synchronized (world) {
            List<String> menu = new ArrayList<>();
            JsonNode commands = world.commands().get(Commands.key(scope, chat, language));
            if (commands != null) {
                commands.forEach(c ->
                        menu.add(
                                c.path("command").asText()
                                        + " - "
                                        + c.path("description").asText()));
            }
            return menu;
        }
    }

    /// What the bot was seen doing (`typing` and so on), as `chat action`.
    public List<String> actions() {
        synchronized (world) {
            return List.copyOf(world.actions());
        }
    }

    private static Posted posted(Room room, int id) {
        Posted message = room.messages().get(id);
        if (message == null) {
            throw new IllegalArgumentException("no message %d in chat %d".formatted(id, room.id()));
        }
        return message;
    }
}
