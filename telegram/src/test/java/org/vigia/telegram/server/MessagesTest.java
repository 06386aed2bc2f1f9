package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Messages that are sent, answered, edited, removed.
class MessagesTest extends ServerBed {
    private static final int MEGABYTE = 1024 * 1024;

    private Bot.Reply edit(int id, String text) throws IOException, InterruptedException {
        Map<String, String> fields = Map.of("chat_id", "1001", "message_id", "" + id, "text", text);
        return bot.form("editMessageText", fields);
    }

    @Test
    void aReplyHangsOnItsMessage() throws IOException, InterruptedException {
        int first = bot.says(ANA, "motion").messageId();
        Bot.Reply reply =
                bot.multipart(
                        "sendPhoto",
                        Map.of(
                                "chat_id",
                                "1001",
                                "reply_parameters",
                                "{\"message_id\":%d}".formatted(first)),
                        Map.of("photo", Samples.jpeg(64, 48, 1)));

        assertThat(server.phone().fromBot(ANA).getLast().replyTo()).isEqualTo(first);
        assertThat(reply.result().path("reply_to_message").path("text").asText())
                .isEqualTo("motion");
        JsonNode photo = reply.result().path("photo").path(0);
        assertThat(photo.path("width").asInt()).isEqualTo(64);
        assertThat(photo.path("height").asInt()).isEqualTo(48);
    }

    @Test
    void aReplyToNothingIsRefusedUnlessAllowed() throws IOException, InterruptedException {
        String body = "{'chat_id':1001,'text':'x','reply_parameters':{'message_id':999%s}}";

        assertThat(bot.json("sendMessage", body.formatted("")).description())
                .isEqualTo("Bad Request: message to be replied not found");
        assertThat(
                        bot.json(
                                        "sendMessage",
                                        body.formatted(",'allow_sending_without_reply':true"))
                                .status())
                .isEqualTo(200);
        assertThat(server.phone().fromBot(ANA).getLast().replyTo()).isZero();
    }

    @Test
    void aReplyToAMessageThatWasDeletedIsRefused() throws IOException, InterruptedException {
        int first = bot.says(ANA, "motion").messageId();
        server.phone().deletes(ANA, first);

        Bot.Reply reply =
                bot.json(
                        "sendMessage",
                        "{'chat_id':1001,'text':'x','reply_parameters':{'message_id':%d}}"
                                .formatted(first));
        assertThat(reply.description()).isEqualTo("Bad Request: message to be replied not found");
    }

    @Test
    void anEditChangesWhatIsShown() throws IOException, InterruptedException {
        int id = bot.says(ANA, "motion").messageId();

        assertThat(edit(id, "motion, safe").result().has("edit_date")).isTrue();

        Shown shown = server.phone().shown(ANA, id);
        assertThat(shown.text()).isEqualTo("motion, safe");
        assertThat(shown.earlier()).containsExactly("motion");
    }

    @Test
    void anEditThatChangesNothingIsRefused() throws IOException, InterruptedException {
        int id = bot.says(ANA, "motion").messageId();
        edit(id, "motion 2");

        assertThat(edit(id, "motion 2 ").description())
                .isEqualTo(
                        "Bad Request: message is not modified: specified new message content and"
                            + " reply markup are exactly the same as a current content and reply"
                            + " markup of the message");
    }

    @Test
    void anEditWithoutButtonsTakesThemAway() throws IOException, InterruptedException {
        String button = "{'inline_keyboard':[[{'text':'Off','callback_data':'off'}]]}";
        String body = "{'chat_id':1001,'text':'x','reply_markup':%s}".formatted(button);
        int id = bot.json("sendMessage", body).messageId();

        assertThat(edit(id, "x").status()).isEqualTo(200);
        assertThat(server.phone().shown(ANA, id).buttons()).isEmpty();
        String markup = "{'chat_id':1001,'message_id':%d,'reply_markup':%s}".formatted(id, button);
        assertThat(bot.json("editMessageReplyMarkup", markup).status()).isEqualTo(200);
        assertThat(bot.json("editMessageReplyMarkup", markup).description())
                .contains("message is not modified");
        assertThat(server.phone().shown(ANA, id).buttonTexts()).containsExactly("Off");
    }

    @Test
    void editsOfWhatIsNotThereAreRefused() throws IOException, InterruptedException {
        int hers = server.phone().says(ANA, ANA, "hello");
        int photo = bot.photo(ANA, Samples.jpeg(10, 10, 1)).messageId();
        int text = bot.says(ANA, "x").messageId();

        assertThat(edit(999, "x").description())
                .isEqualTo("Bad Request: message to edit not found");
        assertThat(edit(hers, "x").description()).isEqualTo("Bad Request: message can't be edited");
        assertThat(edit(photo, "x").description())
                .isEqualTo("Bad Request: there is no text in the message to edit");
        String caption = "{'chat_id':1001,'message_id':%d,'caption':'y'}";
        assertThat(bot.json("editMessageCaption", caption.formatted(text)).description())
                .isEqualTo("Bad Request: there is no caption in the message to edit");
        assertThat(bot.json("editMessageCaption", caption.formatted(photo)).status())
                .isEqualTo(200);
        assertThat(server.phone().shown(ANA, photo).text()).isEqualTo("y");
    }

    @Test
    void aMessageIsDeletedForTwoDays() throws IOException, InterruptedException {
        int first = bot.says(ANA, "x").messageId();
        int second = bot.says(ANA, "y").messageId();
        String body = "{'chat_id':1001,'message_id':%d}";

        assertThat(bot.json("deleteMessage", body.formatted(first)).status()).isEqualTo(200);
        assertThat(bot.json("deleteMessage", body.formatted(first)).description())
                .isEqualTo("Bad Request: message to delete not found");
        server.clock().advance(Duration.ofDays(2).plusSeconds(5));
        assertThat(bot.json("deleteMessage", body.formatted(second)).description())
                .isEqualTo("Bad Request: message can't be deleted for everyone");
    }

    @Test
    void captionsHaveALimit() throws IOException, InterruptedException {
        Map<String, byte[]> photo = Map.of("photo", Samples.jpeg(10, 10, 1));

        assertThat(
                        bot.multipart(
                                        "sendPhoto",
                                        Map.of("chat_id", "1001", "caption", "x".repeat(1025)),
                                        photo)
                                .description())
                .isEqualTo("Bad Request: message caption is too long");
        assertThat(
                        bot.multipart(
                                        "sendPhoto",
                                        Map.of("chat_id", "1001", "caption", "x".repeat(1024)),
                                        photo)
                                .status())
                .isEqualTo(200);
    }

    @Test
    void photosMustBePhotosOfADecentSize() throws IOException, InterruptedException {
        assertThat(bot.photo(ANA, new byte[0]).description())
                .isEqualTo("Bad Request: file must be non-empty");
        assertThat(bot.photo(ANA, Samples.film(100, 1)).description())
                .isEqualTo("Bad Request: IMAGE_PROCESS_FAILED");
        assertThat(bot.photo(ANA, Samples.jpeg(2100, 100, 1)).description())
                .isEqualTo("Bad Request: PHOTO_INVALID_DIMENSIONS");
        assertThat(bot.photo(ANA, Samples.film(10 * MEGABYTE + 1, 1)).description())
                .isEqualTo(
                        "Bad Request: file of size 10485761 bytes is too big for a photo; the"
                                + " maximum size is 10485760 bytes");
    }

    @Test
    void filesOfMoreThanFiftyMegabytesAreTooLarge() throws IOException, InterruptedException {
        Map<String, String> chat = Map.of("chat_id", "1001");
        byte[] most = new byte[50 * MEGABYTE];
        assertThat(bot.multipart("sendVideo", chat, Map.of("video", most)).status()).isEqualTo(200);

        byte[] more = new byte[50 * MEGABYTE + 1];
        Bot.Reply reply = bot.multipart("sendVideo", chat, Map.of("video", more));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.description()).isEqualTo("Request Entity Too Large");
        Bot.Reply far = bot.multipart("sendVideo", chat, Map.of("video", new byte[52 * MEGABYTE]));
        assertThat(far.status()).isEqualTo(413);
        assertThat(server.requests())
                .extracting(Received::applied)
                .containsExactly(true, false, false);
    }

    @Test
    void aFileMayBeSentAgainByItsIdAndAsNothingElse() throws IOException, InterruptedException {
        Bot.Reply first = bot.photo(ANA, Samples.jpeg(10, 10, 1));
        String id = first.result().path("photo").path(0).path("file_id").asText();

        assertThat(bot.form("sendPhoto", Map.of("chat_id", "1001", "photo", id)).status())
                .isEqualTo(200);
        assertThat(bot.form("sendVideo", Map.of("chat_id", "1001", "video", id)).description())
                .isEqualTo("Bad Request: can't use file of type photo as video");
        assertThat(server.phone().fromBot(ANA).get(1).file())
                .isEqualTo(server.phone().fromBot(ANA).get(0).file());
    }

    @Test
    void anAnimationIsShownAsOne() throws IOException, InterruptedException {
        bot.multipart("sendAnimation", Map.of("chat_id", "1001"), Map.of("animation", new byte[9]));

        assertThat(server.phone().fromBot(ANA).getLast().kind()).isEqualTo("animation");
    }

    @Test
    void pinsAndReactionsAreShown() throws IOException, InterruptedException {
        int id = bot.says(ANA, "x").messageId();
        String target = "{'chat_id':1001,'message_id':%d%s}";
        bot.json("pinChatMessage", target.formatted(id, ""));
        bot.json(
                "setMessageReaction",
                target.formatted(id, ",'reaction':[{'type':'emoji','emoji':'👍'}]"));

        assertThat(server.phone().shown(ANA, id).pinned()).isTrue();
        assertThat(server.phone().shown(ANA, id).reactions()).containsExactly("👍");
        bot.json("unpinChatMessage", "{'chat_id':1001}");
        assertThat(server.phone().shown(ANA, id).pinned()).isFalse();
    }

    @Test
    void commandsMustBeOfTheFormThatTelegramTakes() throws IOException, InterruptedException {
        String body = "{'commands':[{'command':'%s','description':'d'}],'language_code':'es'}";
        for (String wrong : new String[] {"Arm", "arm-now", "/arm", "año"}) {
            assertThat(bot.json("setMyCommands", body.formatted(wrong)).description())
                    .as(wrong)
                    .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
        }
        assertThat(bot.json("setMyCommands", body.formatted("x".repeat(33))).description())
                .contains("must be within 1 and 32, was 33");
        assertThat(bot.json("setMyCommands", body.formatted("arm_2")).status()).isEqualTo(200);
        assertThat(server.phone().menu("default", "", "es")).containsExactly("arm_2 - d");
        assertThat(bot.json("getMyCommands", "{'language_code':'es'}").result()).hasSize(1);
        bot.json("deleteMyCommands", "{'language_code':'es'}");
        assertThat(bot.json("getMyCommands", "{'language_code':'es'}").result()).isEmpty();
    }

    @Test
    void commandsHaveAScope() throws IOException, InterruptedException {
        String body = "{'commands':[{'command':'a','description':'d'}],'scope':%s}";

        assertThat(bot.json("setMyCommands", body.formatted("{'type':'chat'}")).description())
                .isEqualTo(
                        "Bad Request: can't parse BotCommandScope: wrong fields for type \"chat\"");
        String chat = "{'type':'chat','chat_id':1001}";
        assertThat(bot.json("setMyCommands", body.formatted(chat)).status()).isEqualTo(200);
        assertThat(server.phone().menu("chat", "1001", "")).containsExactly("a - d");
        assertThat(server.phone().menu("default", "", "")).isEmpty();
    }
}
