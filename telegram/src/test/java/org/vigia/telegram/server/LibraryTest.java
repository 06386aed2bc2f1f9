package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.reactions.SetMessageReaction;
import org.telegram.telegrambots.meta.api.methods.send.SendAnimation;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageCaption;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChat;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.vigia.shared.crypto.Sha256;

/// The library that Vigía uses, against the server.
class LibraryTest {
    private static final long ANA = 1001;
    private static final String CHAT = "1001";

    private final OkHttpClient http = new OkHttpClient();
    private BotApiServer server;
    private OkHttpTelegramClient client;

    @BeforeEach
    void start() throws IOException {
        server = BotApiServer.started();
        server.limits().mode(RateLimits.Mode.OFF);
        server.phone().user(ANA, "Ana", "es");
        server.phone().starts(ANA, "code");
        TelegramUrl url =
                TelegramUrl.builder().schema("http").host("127.0.0.1").port(server.port()).build();
        client = new OkHttpTelegramClient(http, BotApiServer.TOKEN, url);
    }

    @AfterEach
    void stop() {
        server.close();
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
    }

    private static InputFile file(byte[] bytes, String name) {
        return new InputFile(new ByteArrayInputStream(bytes), name);
    }

    private static ReplyParameters replyTo(Message message) {
        return ReplyParameters.builder().messageId(message.getMessageId()).build();
    }

    @Test
    void aThreadOfMessagePhotoAndFilmIsShown() throws TelegramApiException {
        InlineKeyboardButton off =
                InlineKeyboardButton.builder().text("Off").callbackData("off:1").build();
        byte[] photo = Samples.jpeg(640, 360, 1);
        byte[] film = Samples.film(2_000_000, 2);

        Message text =
                client.execute(
                        SendMessage.builder()
                                .chatId(CHAT)
                                .text("Motion at <b>Front door</b>, 21:04:07")
                                .parseMode("HTML")
                                .replyMarkup(
                                        new InlineKeyboardMarkup(
                                                List.of(new InlineKeyboardRow(off))))
                                .build());
        Message snapshot =
                client.execute(
                        SendPhoto.builder()
                                .chatId(CHAT)
                                .photo(file(photo, "snapshot.jpg"))
                                .caption("21:04:08")
                                .replyParameters(replyTo(text))
                                .build());
        Message clip =
                client.execute(
                        SendVideo.builder()
                                .chatId(CHAT)
                                .video(file(film, "clip.mp4"))
                                .width(1280)
                                .height(720)
                                .duration(20)
                                .supportsStreaming(true)
                                .disableNotification(true)
                                .replyParameters(replyTo(text))
                                .build());

        assertThat(text.getText()).isEqualTo("Motion at Front door, 21:04:07");
        assertThat(text.getEntities()).hasSize(1);
        assertThat(snapshot.getPhoto().getFirst().getWidth()).isEqualTo(640);
        assertThat(snapshot.getReplyToMessage().getMessageId()).isEqualTo(text.getMessageId());
        assertThat(clip.getVideo().getDuration()).isEqualTo(20);
        List<Shown> shown = server.phone().fromBot(ANA);
        assertThat(shown).extracting(Shown::kind).containsExactly("text", "photo", "video");
        assertThat(shown)
                .extracting(Shown::replyTo)
                .containsExactly(0, text.getMessageId(), text.getMessageId());
        assertThat(shown.get(0).buttonTexts()).containsExactly("Off");
        assertThat(shown.get(1).file().getFirst().sha256()).isEqualTo(Sha256.of(photo));
        assertThat(shown.get(2).file().getFirst().sha256()).isEqualTo(Sha256.of(film));
        assertThat(shown.get(2).file().getFirst().name()).isEqualTo("clip.mp4");
        assertThat(shown.get(2).silent()).isTrue();
    }

    @Test
    void everythingElseThatVigiaMaySayIsUnderstood() throws TelegramApiException {
        Message text = client.execute(SendMessage.builder().chatId(CHAT).text("x").build());
        int id = text.getMessageId();
        byte[] bytes = Samples.film(1000, 1);
        client.execute(EditMessageText.builder().chatId(CHAT).messageId(id).text("safe").build());
        client.execute(
                SendDocument.builder().chatId(CHAT).document(file(bytes, "log.txt")).build());
        Message animation =
                client.execute(
                        SendAnimation.builder()
                                .chatId(CHAT)
                                .animation(file(bytes, "a.mp4"))
                                .build());
        client.execute(
                EditMessageCaption.builder()
                        .chatId(CHAT)
                        .messageId(animation.getMessageId())
                        .caption("later")
                        .build());
        client.execute(SendChatAction.builder().chatId(CHAT).action("upload_video").build());
        client.execute(
                SetMessageReaction.builder()
                        .chatId(CHAT)
                        .messageId(id)
                        .reactionTypes(List.of(ReactionTypeEmoji.builder().emoji("👍").build()))
                        .build());
        client.execute(
                SetMyCommands.builder()
                        .command(new BotCommand("arm", "Arm"))
                        .scope(BotCommandScopeChat.builder().chatId(CHAT).build())
                        .languageCode("es")
                        .build());

        assertThat(client.execute(new GetMe()).getUserName()).isEqualTo(BotApiServer.USERNAME);
        assertThat(client.execute(new GetChat(CHAT)).getFirstName()).isEqualTo("Ana");
        assertThat(server.phone().shown(ANA, id).text()).isEqualTo("safe");
        assertThat(server.phone().shown(ANA, id).reactions()).containsExactly("👍");
        assertThat(server.phone().menu("chat", CHAT, "es")).containsExactly("arm - Arm");
        assertThat(server.requests()).allMatch(r -> r.status() == 200);
    }

    @Test
    void updatesAreRead() throws TelegramApiException {
        Message text = client.execute(SendMessage.builder().chatId(CHAT).text("x").build());
        String press = server.phone().sendsData(ANA, ANA, text.getMessageId(), "off:1");
        server.phone().blocks(ANA);

        List<Update> updates = client.execute(GetUpdates.builder().offset(0).timeout(0).build());

        assertThat(updates.get(0).getMessage().getText()).isEqualTo("/start code");
        // The library finds a command only where the entities were asked for before.
        assertThat(updates.get(0).getMessage().getEntities()).hasSize(1);
        assertThat(updates.get(0).getMessage().isCommand()).isTrue();
        assertThat(updates.get(1).getCallbackQuery().getData()).isEqualTo("off:1");
        assertThat(updates.get(2).getMyChatMember().getNewChatMember().getStatus())
                .isEqualTo("kicked");
        assertThat(client.execute(AnswerCallbackQuery.builder().callbackQueryId(press).build()))
                .isTrue();
    }

    @Test
    void refusalsAreRead() {
        SendMessage message = SendMessage.builder().chatId("4711").text("x").build();
        assertThatThrownBy(() -> client.execute(message))
                .isInstanceOfSatisfying(
                        TelegramApiRequestException.class,
                        e -> {
                            assertThat(e.getErrorCode()).isEqualTo(400);
                            assertThat(e.getApiResponse()).isEqualTo("Bad Request: chat not found");
                        });
        server.faults().next("sendMessage", new Fault.TooManyRequests(9));
        SendMessage welcome = SendMessage.builder().chatId(CHAT).text("x").build();
        assertThatThrownBy(() -> client.execute(welcome))
                .isInstanceOfSatisfying(
                        TelegramApiRequestException.class,
                        e -> assertThat(e.getParameters().getRetryAfter()).isEqualTo(9));
    }
}
