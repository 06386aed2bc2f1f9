package org.vigia.telegram.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.telegram.text.Language;

class OrderReaderTest {
    private static final int INPUTS = 20_000 * Integer.getInteger("vigia.fuzz", 1);
    private final OrderReader reader = new OrderReader("vigia_bot");

    private Order order(String text) {
        Reading reading = reader.read(text);
        assertThat(reading).as(text).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).order();
    }

    @Test
    void everyOrderOfTheTableIsUnderstood() {
        assertThat(order("/arm")).isEqualTo(new Order.Arm());
        assertThat(order("/disarm")).isEqualTo(new Order.Disarm());
        assertThat(order("/status")).isEqualTo(new Order.Status());
        assertThat(order("/photo")).isEqualTo(new Order.Photo());
        assertThat(order("/clip")).isEqualTo(new Order.Clip(Duration.ofSeconds(10)));
        assertThat(order("/clip 3")).isEqualTo(new Order.Clip(Duration.ofSeconds(3)));
        assertThat(order("/clip 60s")).isEqualTo(new Order.Clip(Duration.ofMinutes(1)));
        assertThat(order("/siren on")).isEqualTo(new Order.Siren(true));
        assertThat(order("/siren off")).isEqualTo(new Order.Siren(false));
        assertThat(order("/pan left")).isEqualTo(new Order.Pan(Direction.LEFT));
        assertThat(order("/pan center")).isEqualTo(new Order.Pan(Direction.CENTER));
        assertThat(order("/pan derecha")).isEqualTo(new Order.Pan(Direction.RIGHT));
        assertThat(order("/snooze 30m")).isEqualTo(new Order.Snooze(Duration.ofMinutes(30)));
        assertThat(order("/snooze 1h30m")).isEqualTo(new Order.Snooze(Duration.ofMinutes(90)));
        assertThat(order("/snooze 24h")).isEqualTo(new Order.Snooze(Duration.ofHours(24)));
        assertThat(order("/snooze off")).isEqualTo(new Order.Snooze(Duration.ZERO));
        assertThat(order("/log")).isEqualTo(new Order.Log());
        assertThat(order("/language ca")).isEqualTo(new Order.Speak(Language.CA));
        assertThat(order("/start")).isEqualTo(new Order.Start(""));
        assertThat(order("/start a-B_9")).isEqualTo(new Order.Start("a-B_9"));
        assertThat(order("/stop")).isEqualTo(new Order.Stop());
        assertThat(order("/help")).isEqualTo(new Order.Help());
    }

    @Test
    void caseAndSpaceDoNotMatterAsPhonesPutThemIn() {
        assertThat(order("/Arm ")).isEqualTo(new Order.Arm());
        assertThat(order("  /SIREN\u00a0 On\n")).isEqualTo(new Order.Siren(true));
        assertThat(order("/start AbC"))
                .as("a code's case counts")
                .isEqualTo(new Order.Start("AbC"));
    }

    @Test
    void anOrderForAnotherBotIsNotForUs() {
        assertThat(order("/arm@vigia_bot")).isEqualTo(new Order.Arm());
        assertThat(order("/arm@VIGIA_BOT")).isEqualTo(new Order.Arm());
        assertThat(reader.read("/arm@vigia_bot2")).isEqualTo(new Reading.NotForUs());
        assertThat(reader.read("/nonsense@other_bot")).isEqualTo(new Reading.NotForUs());
    }

    @Test
    void whatIsOutOfRangeOrHasTooMuchBehindItIsMisused() {
        for (String text :
                List.of(
                        "/clip 2",
                        "/clip 61",
                        "/clip -5",
                        "/clip 9999999999",
                        "/clip ten",
                        "/snooze",
                        "/snooze 0m",
                        "/snooze 24h1m",
                        "/snooze 99999h",
                        "/siren",
                        "/siren maybe",
                        "/pan up",
                        "/language fr",
                        "/arm now",
                        "/disarm /arm",
                        "/siren on off",
                        "/start ñ")) {
            assertThat(reader.read(text)).as(text).isInstanceOf(Reading.Misused.class);
        }
    }

    @Test
    void talkIsNotForUsAndAnUnknownOrderIsUnknown() {
        for (String text :
                List.of("", " ", "arm", "please /arm", "/", "//arm", "/@", "/árm", "😀")) {
            assertThat(reader.read(text)).as(text).isEqualTo(new Reading.NotForUs());
        }
        assertThat(reader.read("/armed")).isEqualTo(new Reading.Unknown());
    }

    /// Nothing that is made of pieces of orders may be read as an order that changes the alarm,
    /// unless it is exactly one.
    @Test
    void noTextIsAnOrderByAccidentAndNoneIsTooMuch() {
        List<String> pieces =
                List.of(
                        "/",
                        "@",
                        "arm",
                        "disarm",
                        "siren",
                        "on",
                        "off",
                        "vigia_bot",
                        " ",
                        "\n",
                        "\u00a0",
                        "\u2028",
                        "clip",
                        "9",
                        "99999999999999999999",
                        "h",
                        "m",
                        "snooze",
                        "start",
                        "-",
                        "_",
                        "ñ",
                        "😀",
                        "\ud83d",
                        "\u0000",
                        "İ",
                        "ı");
        for (long seed = 0; seed < INPUTS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(
                        random.nextInt(10) == 0
                                ? Character.toString(random.nextInt(0x500))
                                : pieces.get(random.nextInt(pieces.size())));
            }
            Reading reading = reader.read(text.toString());
            if (reading instanceof Reading.Understood(Order.Disarm _)) {
                assertThat(text.toString().replaceAll("[\\s\\p{Z}]+", " ").strip())
                        .as("seed " + seed)
                        .matches("(?i)/disarm(@vigia_bot)?");
            }
            if (reading instanceof Reading.Understood(Order.Clip(Duration length))) {
                assertThat(length)
                        .as("seed " + seed)
                        .isBetween(Duration.ofSeconds(3), Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void aVeryLongTextIsReadQuickly() {
        assertThat(reader.read("/snooze " + "9".repeat(100_000)))
                .isInstanceOf(Reading.Misused.class);
        assertThat(reader.read(" ".repeat(100_000) + "/arm"))
                .isInstanceOf(Reading.Understood.class);
    }
}
