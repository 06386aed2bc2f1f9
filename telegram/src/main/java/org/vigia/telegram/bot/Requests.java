package org.vigia.telegram.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.telegram.telegrambots.client.TelegramMultipartBuilder;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/// What is asked of the Bot API, in its own form.
final class Requests {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final List<String> WANTED_UPDATES =
            List.of("message", "callback_query", "my_chat_member");

    private final ObjectMapper mapper;

    /// A method and its arguments.
    record Prepared(String method, RequestBody body) {}

    Requests(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Prepared whoAmI() {
        return plain(new GetMe());
    }

    Prepared updates(long offset, Duration wait) {
        return plain(
                GetUpdates.builder()
                        .offset(Math.toIntExact(offset))
                        .timeout((int) wait.toSeconds())
                        .allowedUpdates(WANTED_UPDATES)
                        .build());
    }

    Prepared answerPress(String press, String text, boolean loud) {
        var answer = AnswerCallbackQuery.builder().callbackQueryId(press);
        if (!text.isEmpty()) {
            answer.text(text).showAlert(loud);
        }
        return plain(answer.build());
    }

    Prepared commands(String language, List<Bot.Command> commands) {
        var menu =
                SetMyCommands.builder()
                        .commands(
                                commands.stream()
                                        .map(c -> new BotCommand(c.name(), c.description()))
                                        .toList());
        if (!language.isEmpty()) {
            menu.languageCode(language);
        }
        return plain(menu.build());
    }

    /// @throws IOException when the file that is to be sent cannot be read
    Prepared message(Message message) throws IOException {
        return switch (message) {
            case Message.Text text -> plain(text(text));
            case Message.Edit edit -> plain(edit(edit));
            case Message.Photo(long chat, var jpeg, var caption, var reply, boolean silent) -> {
                TelegramMultipartBuilder form = form(chat, caption, reply, silent);
                form.addInputFile(SendPhoto.PHOTO_FIELD, file(jpeg, "photo.jpg"), true);
                yield new Prepared(SendPhoto.PATH, form.build());
            }
            case Message.Film(long chat, var mp4, var caption, var reply, boolean silent) -> {
                TelegramMultipartBuilder form = form(chat, caption, reply, silent);
                form.addPart(SendVideo.SUPPORTS_STREAMING_FIELD, "true");
                form.addInputFile(SendVideo.VIDEO_FIELD, file(mp4, "film.mp4"), true);
                yield new Prepared(SendVideo.PATH, form.build());
            }
        };
    }

    private static SendMessage text(Message.Text text) {
        var send =
                SendMessage.builder()
                        .chatId(text.chat())
                        .text(text.text())
                        .linkPreviewOptions(noPreview());
        if (text.silent()) {
            send.disableNotification(true);
        }
        if (!text.buttons().isEmpty()) {
            send.replyMarkup(keyboard(text.buttons()));
        }
        text.reply().ifPresent(reply -> send.replyParameters(replyTo(reply)));
        return send.build();
    }

    private static EditMessageText edit(Message.Edit edit) {
        var send =
                EditMessageText.builder()
                        .chatId(edit.chat())
                        .messageId(Math.toIntExact(edit.message()))
                        .text(edit.text())
                        .linkPreviewOptions(noPreview());
        if (!edit.buttons().isEmpty()) {
            send.replyMarkup(keyboard(edit.buttons()));
        }
        return send.build();
    }

    private TelegramMultipartBuilder form(
            long chat, String caption, OptionalLong reply, boolean silent) throws IOException {
        TelegramMultipartBuilder form = new TelegramMultipartBuilder(mapper);
        form.addPart("chat_id", Long.toString(chat));
        if (!caption.isEmpty()) {
            form.addPart("caption", caption);
        }
        if (silent) {
            form.addPart("disable_notification", "true");
        }
        if (reply.isPresent()) {
            form.addJsonPart("reply_parameters", replyTo(reply.getAsLong()));
        }
        return form;
    }

    private static InputFile file(Message.Upload upload, String name) throws IOException {
        return switch (upload) {
            case Message.Upload.Bytes(byte[] content) ->
                    new InputFile(new ByteArrayInputStream(content), name);
            case Message.Upload.Stored(var file) -> {
                // Missed here it is hopeless; missed while it is sent it would be a broken
                // connection, and tried for ever.
                if (!Files.isReadable(file)) {
                    throw new NoSuchFileException(String.valueOf(file.getFileName()));
                }
                yield new InputFile(file.toFile(), name);
            }
        };
    }

    private static ReplyParameters replyTo(long message) {
        return ReplyParameters.builder().messageId(Math.toIntExact(message)).build();
    }

    private static LinkPreviewOptions noPreview() {
        return LinkPreviewOptions.builder().isDisabled(true).build();
    }

    private static InlineKeyboardMarkup keyboard(List<List<Message.Button>> rows) {
        return new InlineKeyboardMarkup(
                rows.stream()
                        .map(row -> row.stream().map(Requests::button).toList())
                        .map(InlineKeyboardRow::new)
                        .toList());
    }

    private static InlineKeyboardButton button(Message.Button button) {
        return InlineKeyboardButton.builder()
                .text(button.label())
                .callbackData(button.press().data())
                .build();
    }

    private Prepared plain(BotApiMethod<?> method) {
        ObjectNode arguments = mapper.valueToTree(method);
        // The method stands in the address; what else is in the body is for webhooks.
        arguments.remove("method");
        try {
            return new Prepared(
                    method.getMethod(),
                    RequestBody.create(mapper.writeValueAsBytes(arguments), JSON));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written: " + method.getMethod(), e);
        }
    }
}
