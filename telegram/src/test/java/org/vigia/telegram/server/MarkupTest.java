package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts with marks.
class MarkupTest extends ServerBed {

    private Bot.Reply says(String mode, String text) throws IOException, InterruptedException {
        return bot.form("sendMessage", Map.of("chat_id", "1001", "parse_mode", mode, "text", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "HTML§ a <b>bold <i>and</i></b> x§ a bold and x§ bold@2+8 italic@7+3",
                "html§ &lt;3 &amp; R&D &#241; &euro;§ <3 & R&D ñ &euro;§ ''",
                "HTML§ <a href=\"https://a.b/c?d=1&amp;e\">go</a>§ go§"
                        + " text_link@0+2=https://a.b/c?d=1&amp;e",
                "HTML§ <a href=\"http://webnode/e\">go</a>§ go§ ''",
                "HTML§ 😀<code>x</code>§ 😀x§ code@2+1",
                "MarkdownV2§ a *bold* _it_ __un__ ~st~ ||sp|| `c`§ a bold it un st sp c§ bold@2+4"
                        + " italic@7+2 underline@10+2 strikethrough@13+2 spoiler@16+2 code@19+1",
                "MarkdownV2§ 21:04 \\- 10\\.5 \\(x\\)§ 21:04 - 10.5 (x)§ ''",
                "MarkdownV2§ [go](https://a.b/c\\)d)§ go§ text_link@0+2=https://a.b/c)d",
                "MarkdownV2§ `a.b-c!`§ a.b-c!§ code@0+6",
                "Markdown§ *b* _i_ `c` a\\_b [go](https://a.b)§ b i c a_b go§ bold@0+1 italic@2+1"
                        + " code@4+1 text_link@10+2=https://a.b",
            })
    void becomeTextAndEntities(String mode, String marked, String text, String format)
            throws IOException, InterruptedException {
        Bot.Reply reply = says(mode, marked);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Shown shown = server.phone().fromBot(ANA).getLast();
        assertThat(shown.text()).isEqualTo(text);
        assertThat(String.join(" ", shown.format())).isEqualTo(format);
        assertThat(reply.result().path("text").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "HTML§ a <b>bold§ Can't find end tag corresponding to start tag \"b\"",
                "HTML§ ñ <h1>x</h1>§ Unsupported start tag \"h1\" at byte offset 3",
                "HTML§ a < b§ Unclosed start tag at byte offset 2",
                "HTML§ a</b>§ Unexpected end tag at byte offset 1",
                "HTML§ <b><i>x</b></i>§ Unmatched end tag at byte offset 7, expected \"</i>\","
                        + " found \"</b>\"",
                "MarkdownV2§ 10.5 s§ Character '.' is reserved and must be escaped with the"
                        + " preceding '\\'",
                "MarkdownV2§ front-door§ Character '-' is reserved and must be escaped with the"
                        + " preceding '\\'",
                "MarkdownV2§ a *b§ Can't find end of Bold entity at byte offset 2",
                "MarkdownV2§ [a](https://b.c§ Can't find end of a URL at byte offset 3",
                "Markdown§ front_door§ Can't find end of the entity starting at byte offset 5",
            })
    void thatAreBrokenAreRefused(String mode, String marked, String why)
            throws IOException, InterruptedException {
        Bot.Reply reply = says(mode, marked);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).isEqualTo("Bad Request: can't parse entities: " + why);
    }

    @Test
    void areMeasuredWithoutTheMarks() throws IOException, InterruptedException {
        assertThat(says("HTML", "<b>" + "x".repeat(4096) + "</b>").status()).isEqualTo(200);
        assertThat(says("HTML", "x".repeat(4097)).description())
                .isEqualTo("Bad Request: message is too long");
        assertThat(says("HTML", "<b></b>").description())
                .isEqualTo("Bad Request: message text is empty");
    }
}
