package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people do, as a bot gets to know it.
class PhoneTest {
    private static final long ANA = 1001;
    private static final long GROUP = -5001;

    private BotApiServer server;
    private Phone phone;
    private Bot bot;
    private long offset;

    @BeforeEach
    void start() throws IOException {
        server = BotApiServer.started();
        phone = server.phone();
        phone.user(ANA, "Ana", "es");
        bot = new Bot(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode updates() throws IOException, InterruptedException {
        JsonNode all = bot.json("getUpdates", "{'offset':%d}".formatted(offset)).result();
        for (JsonNode update : all) {
            offset = update.path("update_id").asLong() + 1;
        }
        return all;
    }

    @Test
    void aBotCannotWriteFirst() throws IOException, InterruptedException {
        Bot.Reply reply = bot.says(ANA, "hello");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.description())
                .isEqualTo("Forbidden: bot can't initiate conversation with a user");
    }

    @Test
    void aLinkStartsTheChatWithItsCode() throws IOException, InterruptedException {
        phone.starts(ANA, "k3y_CODE-1");

        JsonNode message = updates().path(0).path("message");
        assertThat(message.path("text").asText()).isEqualTo("/start k3y_CODE-1");
        assertThat(message.path("entities").path(0).path("type").asText()).isEqualTo("bot_command");
        assertThat(message.path("entities").path(0).path("length").asInt()).isEqualTo(6);
        assertThat(message.path("from").path("language_code").asText()).isEqualTo("es");
        assertThat(message.path("chat").path("type").asText()).isEqualTo("private");
        assertThat(bot.says(ANA, "hello").status()).isEqualTo(200);
    }

    @Test
    void aBlockedBotIsForbiddenUntilItIsStartedAgain() throws IOException, InterruptedException {
        phone.starts(ANA);
        phone.blocks(ANA);

        assertThat(bot.says(ANA, "x").description())
                .isEqualTo("Forbidden: bot was blocked by the user");
        JsonNode change = updates().path(1).path("my_chat_member");
        assertThat(change.path("old_chat_member").path("status").asText()).isEqualTo("member");
        assertThat(change.path("new_chat_member").path("status").asText()).isEqualTo("kicked");
        phone.starts(ANA);
        assertThat(bot.says(ANA, "x").status()).isEqualTo(200);
    }

    @Test
    void aBotThatWasRemovedFromAGroupIsForbidden() throws IOException, InterruptedException {
        phone.group(GROUP, "Home", List.of(ANA));
        phone.removesBot(GROUP, ANA);

        assertThat(bot.says(GROUP, "x").description())
                .isEqualTo("Forbidden: bot was kicked from the group chat");
        phone.addsBot(GROUP, ANA);
        assertThat(bot.says(GROUP, "x").status()).isEqualTo(200);
        bot.json("leaveChat", "{'chat_id':%d}".formatted(GROUP));
        assertThat(bot.says(GROUP, "x").description())
                .isEqualTo("Forbidden: bot is not a member of the group chat");
    }

    @Test
    void aGroupThatHasBecomeASupergroupSaysWhichOne() throws IOException, InterruptedException {
        phone.group(GROUP, "Home", List.of(ANA));
        phone.migrates(GROUP, -1005001);

        Bot.Reply reply = bot.says(GROUP, "x");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description())
                .isEqualTo("Bad Request: group chat was upgraded to a supergroup chat");
        assertThat(reply.json().path("parameters").path("migrate_to_chat_id").asLong())
                .isEqualTo(-1005001);
        JsonNode updates = updates();
        assertThat(updates.path(1).path("message").path("migrate_to_chat_id").asLong())
                .isEqualTo(-1005001);
        assertThat(updates.path(2).path("message").path("migrate_from_chat_id").asLong())
                .isEqualTo(GROUP);
        assertThat(bot.says(-1005001, "x").messageId()).isEqualTo(2);
    }

    @Test
    void inAGroupABotHearsOnlyWhatIsForIt() throws IOException, InterruptedException {
        phone.group(GROUP, "Home", List.of(ANA));
        int asked = bot.says(GROUP, "who?").messageId();
        phone.says(GROUP, ANA, "nice weather");
        phone.says(GROUP, ANA, "/status@OtherBot");
        phone.says(GROUP, ANA, "/status@VigiaTestBot");
        phone.says(GROUP, ANA, "/arm");
        phone.says(GROUP, ANA, "hey @VigiaTestBot");
        phone.replies(GROUP, ANA, asked, "me");

        assertThat(updates())
                .extracting(u -> u.path("message").path("text").asText())
                .containsExactly("", "/status@VigiaTestBot", "/arm", "hey @VigiaTestBot", "me");
        assertThat(phone.shows(GROUP)).hasSize(7);
    }

    @Test
    void aPressOfAButtonIsAnsweredOnceAndInTime() throws IOException, InterruptedException {
        phone.starts(ANA);
        String button = "{'inline_keyboard':[[{'text':'Off','callback_data':'d:1'}]]}";
        int id =
                bot.json(
                                "sendMessage",
                                "{'chat_id':1001,'text':'x','reply_markup':%s}".formatted(button))
                        .messageId();
        String press = phone.presses(ANA, ANA, id, "Off");
        JsonNode query = updates().path(1).path("callback_query");
        String body = "{'callback_query_id':'%s','text':'Disarmed','show_alert':true}";

        assertThat(query.path("data").asText()).isEqualTo("d:1");
        assertThat(query.path("message").path("message_id").asInt()).isEqualTo(id);
        assertThat(query.path("id").asText()).isEqualTo(press);
        assertThat(phone.told(press)).isEmpty();
        bot.json("answerCallbackQuery", body.formatted(press));
        assertThat(phone.told(press)).contains(new Phone.Told("Disarmed", true));
        String late = phone.presses(ANA, ANA, id, "Off");
        server.clock().advance(Duration.ofSeconds(31));
        for (String wrong : List.of(press, late, "12345")) {
            assertThat(bot.json("answerCallbackQuery", body.formatted(wrong)).description())
                    .isEqualTo(
                            "Bad Request: query is too old and response timeout expired or query ID"
                                    + " is invalid");
        }
    }

    @Test
    void aButtonThatIsNotShownCannotBePressed() throws IOException, InterruptedException {
        phone.starts(ANA);
        int id = bot.says(ANA, "x").messageId();

        assertThatThrownBy(() -> phone.presses(ANA, ANA, id, "Off"))
                .hasMessageStartingWith("no button \"Off\" under");
        phone.sendsData(ANA, ANA, id, "forged");
        assertThat(updates().path(1).path("callback_query").path("data").asText())
                .isEqualTo("forged");
    }

    @Test
    void editsForwardsAndStrangeThingsArrive() throws IOException, InterruptedException {
        phone.starts(ANA);
        int id = phone.says(ANA, ANA, "/status");
        phone.edits(ANA, id, "/disarm");
        phone.forwards(ANA, ANA, "/disarm");
        phone.happens("hologram", com.fasterxml.jackson.databind.node.TextNode.valueOf("?"));

        JsonNode updates = updates();
        JsonNode edited = updates.path(2).path("edited_message");
        assertThat(edited.path("text").asText()).isEqualTo("/disarm");
        assertThat(edited.has("edit_date")).isTrue();
        assertThat(updates.path(3).path("message").path("forward_origin").isObject()).isTrue();
        assertThat(updates.path(4).path("hologram").asText()).isEqualTo("?");
    }

    @Test
    void chatsAndFilesCanBeAskedFor() throws IOException, InterruptedException {
        phone.starts(ANA);
        Bot.Reply photo = bot.photo(ANA, Samples.jpeg(10, 10, 1));
        String id = photo.result().path("photo").path(0).path("file_id").asText();

        assertThat(bot.json("getChat", "{'chat_id':1001}").result().path("first_name").asText())
                .isEqualTo("Ana");
        assertThat(
                        bot.json("getChatMember", "{'chat_id':1001,'user_id':1001}")
                                .result()
                                .path("status")
                                .asText())
                .isEqualTo("member");
        String path =
                bot.json("getFile", "{'file_id':'%s'}".formatted(id))
                        .result()
                        .path("file_path")
                        .asText();
        assertThat(path).endsWith(id);
        assertThat(bot.call("getMe").result().path("username").asText()).isEqualTo("VigiaTestBot");
        bot.json("sendChatAction", "{'chat_id':1001,'action':'upload_photo'}");
        assertThat(phone.actions()).containsExactly("1001 upload_photo");
    }
}
