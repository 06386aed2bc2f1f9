package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A request that is not as published is an error.
class StrictnessTest extends ServerBed {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sendMessage | {'chat_id':1001,'text':'x','txt':1} | Bot API 10.2 knows no field"
                        + " \"txt\" of sendMessage",
                "sendMessage | {'chat_id':1001,'text':'x','disable_web_page_preview':true} | field"
                        + " \"disable_web_page_preview\" of sendMessage is retired, use"
                        + " \"link_preview_options\"",
                "sendMessage | {'chat_id':1001,'text':'x','reply_to_message_id':4} | field"
                        + " \"reply_to_message_id\" of sendMessage is retired, use"
                        + " \"reply_parameters\"",
                "sendMessage | {'chat_id':1001,'text':'x','method':'sendPhoto'} | Bot API 10.2"
                        + " knows no field \"method\" of sendMessage",
                "sendMessage | {'chat_id':1001} | message text is empty",
                "sendMessage | {'chat_id':1001,'text':''} | message text is empty",
                "sendMessage | {'chat_id':1001,'text':'  '} | message text is empty",
                "sendMessage | {'text':'x'} | chat_id is empty",
                "sendMessage | {'chat_id':4711,'text':'x'} | chat not found",
                "sendMessage | {'chat_id':'Ana','text':'x'} | field \"chat_id\" must be a username"
                        + " with @",
                "sendMessage | {'chat_id':1001,'text':17} | field \"text\" must be a String",
                "sendMessage | {'chat_id':1001,'text':null} | field \"text\" must be a String",
                "sendMessage | {'chat_id':1.5,'text':'x'} | field \"chat_id\" must be a username"
                        + " with @",
                "sendMessage | {'chat_id':1001,'text':'x','disable_notification':'true'} | field"
                        + " \"disable_notification\" must be a Boolean",
                "sendMessage | {'chat_id':1001,'text':'x','disable_notification':1} | field"
                        + " \"disable_notification\" must be a Boolean",
                "sendMessage |"
                    + " {'chat_id':1001,'text':'x','link_preview_options':{'is_disabled':true,'colour':1}}"
                    + " | Bot API 10.2 knows no field \"colour\" of LinkPreviewOptions",
                "sendMessage | {'chat_id':1001,'text':'x','link_preview_options':'none'} | field"
                        + " \"link_preview_options\" must be an object LinkPreviewOptions",
                "sendMessage | {'chat_id':1001,'text':'x','entities':{}} | field \"entities\" must"
                        + " be an Array",
                "sendMessage | {'chat_id':1001,'text':'x','entities':[{'type':'bold','offset':0}]}"
                        + " | can't parse MessageEntity: can't find field \"length\"",
                "sendMessage |"
                    + " {'chat_id':1001,'text':'x','entities':[{'type':'bold','offset':0,'length':9}]}"
                    + " | entity begins at 0 and is 9 long in a text of 1",
                "sendMessage |"
                    + " {'chat_id':1001,'text':'x','entities':[{'type':'loud','offset':0,'length':1}]}"
                    + " | field \"MessageEntity.type\" must be one of",
                "sendMessage | {'chat_id':1001,'text':'x','parse_mode':'Word'} | unsupported"
                        + " parse_mode",
                "sendMessage | {'chat_id':1001,'text':'x','message_thread_id':3} | field"
                        + " \"message_thread_id\" is published, but not modelled by this server",
                "sendPhoto | {'chat_id':1001} | there is no photo in the request",
                "sendPhoto | {'chat_id':1001,'photo':'AgACnever'} | wrong file identifier/HTTP URL"
                        + " specified",
                "sendPhoto | {'chat_id':1001,'photo':'attach://a'} | field \"photo\" is attached as"
                        + " \"a\", which is not there",
                "sendVideo | {'chat_id':1001,'video':'x','width':10001} | field \"width\" must be"
                        + " within 0 and 10000, was 10001",
                "sendChatAction | {'chat_id':1001,'action':'sleeping'} | field \"action\" must be"
                        + " one of",
                "getUpdates | {'limit':101} | field \"limit\" must be within 1 and 100, was 101",
                "getUpdates | {'timeout':-1} | field \"timeout\" must be within 0 and",
                "getUpdates | {'allowed_updates':'message'} | field \"allowed_updates\" must be an"
                        + " Array",
                "answerCallbackQuery | {} | parameter \"callback_query_id\" is required",
                "deleteMessage | {'chat_id':1001} | message identifier is not specified",
                "editMessageText | {'chat_id':1001,'text':'x'} | message identifier is not"
                        + " specified",
                "editMessageText | {'message_id':1,'text':'x'} | chat_id is empty",
                "getMe | {'verbose':true} | Bot API 10.2 knows no field \"verbose\" of getMe",
            })
    void isRefusedWithAWordWhy(String method, String body, String why)
            throws IOException, InterruptedException {
        Bot.Reply reply = bot.json(method, body);

        assertThat(reply.description()).startsWith("Bad Request: " + why);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error_code").asInt()).isEqualTo(400);
        assertThat(reply.json().path("ok").asBoolean(true)).isFalse();
        assertThat(server.phone().fromBot(ANA)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'inline_keyboard':[[{'text':'a'}]]} | can't parse inline keyboard button: Text"
                        + " buttons are unallowed in the inline keyboard",
                "{'inline_keyboard':[[{'callback_data':'a'}]]} | can't parse InlineKeyboardButton:"
                        + " can't find field \"text\"",
                "{'inline_keyboard':[{'text':'a','callback_data':'a'}]} | field"
                        + " \"InlineKeyboardMarkup.inline_keyboard\" must be an Array",
                "{'inline_keyboard':[[{'text':'a','callback_data':'a','url':'https://a.b'}]]} |"
                        + " inline keyboard button \"a\" must have exactly one purpose, has 2",
                "{'inline_keyboard':[[{'text':'a','callback_data':'0123456789012345678901234567890123456789012345678901234567890123ñ'}]]}"
                    + " | BUTTON_DATA_INVALID",
                "{'inline_keyboard':[[{'text':'a','callback_data':''}]]} | BUTTON_DATA_INVALID",
                "{'inline_keyboard':[[{'text':'a','url':'http://webnode/e/1'}]]} | inline keyboard"
                        + " button URL 'http://webnode/e/1' is invalid: Wrong HTTP URL",
                "{'inline_keyboard':[[{'text':'a','callback_data':'a','hint':'b'}]]} | Bot API 10.2"
                        + " knows no field \"hint\" of InlineKeyboardButton",
                "{'keyboard':[[{'text':'a','data':'b'}]]} | Bot API 10.2 knows no field \"data\" of"
                        + " KeyboardButton",
                "{'buttons':[]} | ",
            })
    void aKeyboardThatIsNotAsPublishedIsRefused(String markup, String why)
            throws IOException, InterruptedException {
        Bot.Reply reply =
                bot.json(
                        "sendMessage",
                        "{'chat_id':1001,'text':'x','reply_markup':%s}".formatted(markup));

        assertThat(reply.description()).startsWith("Bad Request: " + (why == null ? "" : why));
        assertThat(server.phone().fromBot(ANA)).isEmpty();
    }

    @Test
    void callbackDataOfSixtyFourBytesIsTaken() throws IOException, InterruptedException {
        Bot.Reply reply =
                bot.json(
                        "sendMessage",
                        "{'chat_id':1001,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'a','callback_data':'%s'}]]}}"
                                .formatted("ñ".repeat(32)));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void numbersMayComeAsText() throws IOException, InterruptedException {
        assertThat(bot.json("sendMessage", "{'chat_id':'1001','text':'x'}").status())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatIsNoneIsUnauthorized() throws IOException, InterruptedException {
        java.time.Duration patience = java.time.Duration.ofSeconds(5);
        Bot.Reply stranger = new Bot(server.port(), "7000000001:wrong", patience).call("getMe");
        Bot.Reply broken = new Bot(server.port(), "wrong", patience).call("getMe");

        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.description()).isEqualTo("Unauthorized");
        assertThat(broken.status()).isEqualTo(401);
        assertThat(broken.description()).isEqualTo("Unauthorized: invalid token specified");
    }

    @Test
    void aMethodThatIsNoneIsNotFound() throws IOException, InterruptedException {
        Bot.Reply reply = bot.call("sendEverything");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.description()).isEqualTo("Not Found: method not found");
    }

    @Test
    void requestsAreKeptWithoutTheTokenAndWithWhatBecameOfThem()
            throws IOException, InterruptedException {
        bot.says(ANA, "hello");
        bot.form("sendMessage", Map.of("chat_id", "1001", "colour", "red"));

        assertThat(server.requests()).hasSize(2);
        Received first = server.requests().get(0);
        assertThat(first.method()).isEqualTo("sendMessage");
        assertThat(first.value("text")).isEqualTo("hello");
        assertThat(first.applied()).isTrue();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.readNanos()).isGreaterThanOrEqualTo(first.arrivedNanos());
        Received second = server.requests().get(1);
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.applied()).isFalse();
        assertThat(second.description()).contains("colour");
        assertThat(server.requests().toString()).doesNotContain("AAFake");
    }
}
