package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.DeleteMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.methods.groupadministration.LeaveChat;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.PinChatMessage;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.UnpinChatMessage;
import org.telegram.telegrambots.meta.api.methods.reactions.SetMessageReaction;
import org.telegram.telegrambots.meta.api.methods.send.SendAnimation;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.updates.Close;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.LogOut;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageCaption;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ForceReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboardRemove;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.KeyboardButton;
import org.telegram.telegrambots.meta.api.objects.suggestedpost.SuggestedPostParameters;
import org.vigia.telegram.server.schema.Published;

/// Our transcription of the documentation against another one: that of telegrambots.
class PublishedTest {
    private static final Map<String, Class<?>> OBJECTS =
            Map.ofEntries(
                    Map.entry("InlineKeyboardMarkup", InlineKeyboardMarkup.class),
                    Map.entry("InlineKeyboardButton", InlineKeyboardButton.class),
                    Map.entry("ReplyKeyboardMarkup", ReplyKeyboardMarkup.class),
                    Map.entry("KeyboardButton", KeyboardButton.class),
                    Map.entry("ReplyKeyboardRemove", ReplyKeyboardRemove.class),
                    Map.entry("ForceReply", ForceReplyKeyboard.class),
                    Map.entry("ReplyParameters", ReplyParameters.class),
                    Map.entry("LinkPreviewOptions", LinkPreviewOptions.class),
                    Map.entry("MessageEntity", MessageEntity.class),
                    Map.entry("SuggestedPostParameters", SuggestedPostParameters.class),
                    Map.entry("BotCommand", BotCommand.class));

    private static final List<Class<?>> METHODS =
            List.of(
                    GetMe.class,
                    LogOut.class,
                    Close.class,
                    GetWebhookInfo.class,
                    DeleteWebhook.class,
                    GetUpdates.class,
                    SendMessage.class,
                    SendPhoto.class,
                    SendVideo.class,
                    SendAnimation.class,
                    SendDocument.class,
                    SendChatAction.class,
                    EditMessageText.class,
                    EditMessageCaption.class,
                    EditMessageReplyMarkup.class,
                    DeleteMessage.class,
                    AnswerCallbackQuery.class,
                    SetMyCommands.class,
                    DeleteMyCommands.class,
                    GetMyCommands.class,
                    GetChat.class,
                    GetChatMember.class,
                    LeaveChat.class,
                    GetFile.class,
                    SetMessageReaction.class,
                    PinChatMessage.class,
                    UnpinChatMessage.class);

    private final Published published = Published.load();

    @Test
    void theVersionIsThatOfTheLibrary() {
        assertThat(published.version()).isEqualTo("Bot API 10.2");
    }

    @Test
    void everyMethodOfTheListIsComparedAndHasTheSameFieldsAsTheLibrary() {
        Set<String> compared = new TreeSet<>();
        for (Class<?> type : METHODS) {
            String method = published.method(type.getSimpleName());
            if (method == null) {
                throw new AssertionError(type + " is not in the list");
            }
            compared.add(method);
            assertThat(ours(method)).as(method).isEqualTo(theirs(type, method));
        }
        assertThat(compared).isEqualTo(published.methods());
    }

    @Test
    void objectsHaveTheSameFieldsAsTheLibrary() {
        OBJECTS.forEach(
                (name, type) -> assertThat(ours(name)).as(name).isEqualTo(theirs(type, name)));
    }

    @Test
    void aMethodIsFoundWhateverItsCase() {
        assertThat(published.method("SENDphoto")).isEqualTo("sendPhoto");
        assertThat(published.method("sendPhotos")).isNull();
    }

    private Set<String> ours(String name) {
        return new TreeSet<>(published.fieldsOf(name));
    }

    /// Without what is retired, which the library still has.
    private Set<String> theirs(Class<?> type, String name) {
        Set<String> names = new TreeSet<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                JsonProperty property = field.getAnnotation(JsonProperty.class);
                if (property != null) {
                    names.add(property.value());
                }
                if (Modifier.isStatic(field.getModifiers()) && isFieldName(field)) {
                    names.add(constant(field));
                }
            }
        }
        Set<String> old = new TreeSet<>(published.retired().keySet());
        old.removeAll(ours(name));
        names.removeAll(old);
        names.remove("method");
        return names;
    }

    private static boolean isFieldName(Field field) {
        return field.getType() == String.class && field.getName().endsWith("FIELD");
    }

    private static String constant(Field field) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (ReflectiveOperationException e) {
            return fail("cannot read " + field, e);
        }
    }
}
