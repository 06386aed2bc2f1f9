package org.vigia.telegram.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;

/// Telegram's updates in our words. Each is read on its own: one of a form that nobody knew when
/// this was written must not stand in the way of the next.
final class UpdateReader {
    private final ObjectMapper mapper;

    UpdateReader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    List<Update> read(JsonNode result) {
        List<Update> updates = new ArrayList<>();
        for (JsonNode node : result) {
            long id = node.path("update_id").asLong(-1);
            if (id >= 0) {
                updates.add(read(id, node));
            }
        }
        return updates;
    }

    private Update read(long id, JsonNode node) {
        try {
            return update(
                    id,
                    mapper.treeToValue(
                            node, org.telegram.telegrambots.meta.api.objects.Update.class));
        } catch (JsonProcessingException | RuntimeException e) {
            return new Update.Other(id);
        }
    }

    private static Update update(
            long id, org.telegram.telegrambots.meta.api.objects.Update update) {
        if (update.getMessage() != null) {
            return message(id, update.getMessage());
        }
        if (update.getCallbackQuery() != null) {
            return press(id, update.getCallbackQuery());
        }
        if (update.getMyChatMember() != null) {
            return membership(id, update.getMyChatMember());
        }
        return new Update.Other(id);
    }

    private static Update message(
            long id, org.telegram.telegrambots.meta.api.objects.message.Message message) {
        Long movedTo = message.getMigrateToChatId();
        if (movedTo != null) {
            return new Update.GroupMoved(id, message.getChatId(), movedTo);
        }
        String text = message.getText();
        User from = message.getFrom();
        if (text == null || from == null || message.getChat() == null) {
            return new Update.Other(id);
        }
        return new Update.Written(
                id,
                chat(message.getChat()),
                person(from),
                message.getMessageId(),
                Instant.ofEpochSecond(message.getDate()),
                text);
    }

    private static Update press(long id, CallbackQuery query) {
        var message = query.getMessage();
        var chat = message == null ? null : message.getChat();
        return new Update.Pressed(
                id,
                query.getId(),
                chat == null ? null : chat(chat),
                message == null || message.getMessageId() == null ? 0 : message.getMessageId(),
                person(query.getFrom()),
                orEmpty(query.getData()));
    }

    private static Update membership(long id, ChatMemberUpdated change) {
        String status = change.getNewChatMember().getStatus();
        return new Update.Membership(
                id,
                chat(change.getChat()),
                person(change.getFrom()),
                !status.equals("left") && !status.equals("kicked"));
    }

    private static Update.Chat chat(org.telegram.telegrambots.meta.api.objects.chat.Chat chat) {
        return new Update.Chat(
                chat.getId(), !"private".equals(chat.getType()), orEmpty(chat.getTitle()));
    }

    private static Update.Person person(User user) {
        return new Update.Person(
                user.getId(),
                orEmpty(user.getFirstName()),
                orEmpty(user.getLanguageCode()),
                Boolean.TRUE.equals(user.getIsBot()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
