package org.vigia.telegram.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.ThreadDump;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Person;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;
import org.vigia.telegram.bot.Update;
import org.vigia.telegram.text.Language;

class TelegramOrdersTest extends OrdersBed {
    private static final String EVENT = "0196b0a4-7c00-7abc-8def-0123456789ab";

    @Test
    void anOwnersOrderIsDoneAndTheAnswerSaysTheStateAfterIt() throws Exception {
        assertThat(ask(text(ANA, "/arm"))).isEqualTo("yard: armed");
        assertThat(ask(text(ANA, "/disarm"))).isEqualTo("yard: disarmed");
        assertThat(ask(text(ANA, "/siren on"))).isEqualTo("yard: the siren sounds");
        assertThat(ask(text(ANA, "/siren off"))).isEqualTo("yard: the siren is silent");
        assertThat(ask(text(ANA, "/pan left"))).isEqualTo("yard: the camera looks 60° to the left");
        assertThat(desk.done)
                .containsExactly("arm", "disarm", "siren true", "siren false", "pan LEFT");
    }

    @Test
    void theAnswerIsAReplyToTheOrder() throws Exception {
        Update.Written order = text(ANA, "/arm");
        bot.brings(order);
        assertThat(bot.sent.take())
                .isInstanceOfSatisfying(
                        Message.Text.class,
                        t -> {
                            assertThat(t.chat()).isEqualTo(ANA);
                            assertThat(t.reply()).isEqualTo(OptionalLong.of(order.message()));
                        });
    }

    @Test
    void whoMayLookMaySeeAndHearAndChangeNothingOfTheAlarm() throws Exception {
        for (String order : List.of("/arm", "/disarm", "/siren on", "/pan right")) {
            assertThat(ask(text(BERNAT, order))).as(order).isEqualTo("Only an owner may do that.");
        }
        assertThat(desk.done).isEmpty();
        assertThat(ask(text(BERNAT, "/photo"))).isEqualTo("photo: yard, 21:04:07");
        assertThat(ask(text(BERNAT, "/status"))).startsWith("yard: disarmed\nPicture: yes");
        assertThat(ask(text(BERNAT, "/help"))).contains("/photo").doesNotContain("/disarm");
        assertThat(ask(text(BERNAT, "/log"))).contains("21:04:07 Bernat: /photo");
    }

    @Test
    void theStatusSaysHowThingsStand() throws Exception {
        access.snooze(ANA, Duration.ofMinutes(90));
        assertThat(ask(text(ANA, "/status")))
                .isEqualTo(
                        """
                        yard: disarmed
                        Picture: yes
                        Motion sensor: warming up
                        Siren: silent
                        Looking: ahead
                        Pi #B: connected
                        Events on their way to Pi #B: 3
                        Free on the disk: 12.3 GB
                        Motion alerts in this chat: silent for 1 h 30 min\
                        """);
    }

    @Test
    void aFilmIsSentWhenItIsThereAndHoldsUpNothing() throws Exception {
        desk.filming = new CountDownLatch(1);
        assertThat(ask(text(ANA, "/clip 12"))).isEqualTo("yard: filming 12 seconds…");
        assertThat(ask(text(ANA, "/disarm"))).isEqualTo("yard: disarmed");
        assertThat(ask(text(ANA, "/photo"))).startsWith("photo: ");
        desk.filming.countDown();
        assertThat(bot.said()).isEqualTo("film: yard, 21:04:07");
        orders.close();
        assertThat(desk.done).containsExactly("film 12", "disarm", "photo");
        assertThat(folder.resolve("film.mp4")).doesNotExist();
    }

    @Test
    void aChatIsSilentAboutMotionAsLongAsItWants() throws Exception {
        assertThat(ask(text(BERNAT, "/snooze 30m"))).startsWith("No motion alerts here for 30 min");
        assertThat(access.snoozed(BERNAT)).isEqualTo(Duration.ofMinutes(30));
        assertThat(access.snoozed(ANA)).isZero();
        assertThat(ask(text(BERNAT, "/snooze off"))).isEqualTo("Motion alerts come here.");
        assertThat(access.snoozed(BERNAT)).isZero();
    }

    @Test
    void eachChatHasItsLanguage() throws Exception {
        assertThat(ask(text(ANA, "/language ca"))).isEqualTo("Ara parlo català aquí.");
        assertThat(ask(text(ANA, "/arm"))).isEqualTo("yard: armada");
        assertThat(ask(text(BERNAT, "/language es"))).isEqualTo("Ahora hablo español aquí.");
        assertThat(access.language(ANA)).isEqualTo(Language.CA);
    }

    @Test
    void whatIsNotDoneIsSaidWithTheReason() throws Exception {
        for (NotDoneException.Why why : NotDoneException.Why.values()) {
            desk.fails = why;
            // What has not answered may still do it.
            boolean open =
                    switch (why) {
                        case ALARM, SIREN, SERVO -> true;
                        case PICTURE, DISK, LINK -> false;
                    };
            assertThat(ask(text(ANA, "/photo"))).startsWith(open ? "No answer yet " : "Not done: ");
        }
        assertThat(ask(text(ANA, "/clip 5"))).startsWith("yard: filming");
        assertThat(bot.said()).startsWith("Not done: ");
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithWhatWouldBe() throws Exception {
        assertThat(ask(text(ANA, "/clip 100"))).startsWith("/clip and 3 to 60 seconds");
        assertThat(ask(text(ANA, "/arm now"))).isEqualTo("/arm alone, nothing behind it");
        assertThat(ask(text(ANA, "/dance"))).startsWith("I do not know that order");
        assertThat(ask(text(ANA, "hello"))).startsWith("I only understand orders");
        assertThat(desk.done).isEmpty();
    }

    @Test
    void strangersGetSilence() throws Exception {
        for (String text : List.of("/arm", "/start", "/help", "hello", "/start wrong")) {
            giveAndSettle(text(STRANGER, text));
        }
        giveAndSettle(press(STRANGER, "disarm"));
        assertThat(bot.toasts).isEmpty();
        assertThat(desk.done).isEmpty();
        assertThat(heard).doesNotContain(STRANGER);
    }

    @Test
    void strangersDoNotMakeTheDiskWrite() throws Exception {
        assertThat(ask(text(ANA, "/status"))).startsWith("yard");
        byte[] before = Files.readAllBytes(folder.resolve("handled"));
        bot.brings(text(STRANGER, "/arm"));
        bot.brings(press(STRANGER, "disarm"));
        bot.awaitIdle(Pace.system());
        assertThat(folder.resolve("handled")).hasBinaryContent(before);
    }

    @Test
    void aPersonWhoIsTakenOffTheListIsAStrangerAtOnce() throws Exception {
        assertThat(ask(text(BERNAT, "/status"))).startsWith("yard");
        access.remove(2);
        giveAndSettle(text(BERNAT, "/status"));
    }

    @Test
    void anOrderOlderThanTwoMinutesIsRefusedWithTheReason() throws Exception {
        Update.Chat chat = new Update.Chat(ANA, false, "");
        assertThat(ask(text(ANA, chat, DATE.minusSeconds(121), "/disarm")))
                .startsWith("Refused: that was asked for more than 2 minutes ago");
        assertThat(desk.done).isEmpty();
        assertThat(ask(text(ANA, chat, DATE.minusSeconds(120), "/disarm")))
                .isEqualTo("yard: disarmed");
    }

    @Test
    void anOrderThatGrowsOldWhileItWaitsIsRefusedToo() throws Exception {
        desk.filming = new CountDownLatch(1);
        assertThat(ask(text(ANA, "/clip 5"))).startsWith("yard: filming");
        bot.brings(text(ANA, "/clip 6"));
        bot.awaitIdle(Pace.system());
        pace.advance(Duration.ofSeconds(121));
        desk.filming.countDown();
        assertThat(bot.said()).startsWith("film: ");
        assertThat(bot.said()).startsWith("Refused: that was asked for more than 2 minutes ago");
        assertThat(desk.done).containsExactly("film 5");
    }

    @Test
    void aButtonIsAnsweredAndDoesWhatItSays() throws Exception {
        bot.brings(press(ANA, "siren-on"));
        assertThat(bot.toasted()).isEqualTo("yard: the siren sounds");
        bot.brings(press(ANA, "disarm"));
        assertThat(bot.toasted()).isEqualTo("yard: disarmed");
        bot.brings(press(ANA, "keep:" + EVENT));
        assertThat(bot.toasted()).isEqualTo("Passed on to the site: keep it.");
        bot.brings(press(ANA, "false:" + EVENT));
        assertThat(bot.toasted()).isEqualTo("Passed on to the site: false alarm.");
        bot.brings(press(ANA, "photo"));
        assertThat(bot.toasted()).isEmpty();
        assertThat(bot.said()).startsWith("photo: ");
        assertThat(desk.done)
                .containsExactly(
                        "siren true", "disarm", "KEEP " + EVENT, "FALSE_ALARM " + EVENT, "photo");
        assertThat(ask(text(ANA, "/log")))
                .contains("Ana: /disarm\n", "Ana: keep\n", "Ana: false alarm\n")
                .containsOnlyOnce("/disarm");
    }

    @Test
    void aRefusedPressIsAnsweredToo() throws Exception {
        bot.brings(press(BERNAT, "disarm"));
        assertThat(bot.toasted()).isEqualTo("! Only an owner may do that.");
        bot.brings(press(ANA, "dance"));
        assertThat(bot.toasted()).isEqualTo("! I do not know that button.");
        desk.fails = NotDoneException.Why.LINK;
        bot.brings(press(ANA, "keep:" + EVENT));
        assertThat(bot.toasted()).isEqualTo("! Not done: no connection to Pi #B.");
        assertThat(desk.done).isEmpty();
    }

    @Test
    void aPressThatTelegramTakesNoAnswerToIsAnsweredInTheChat() throws Exception {
        bot.pressesTooOld = true;
        bot.brings(press(ANA, "siren-on"));
        assertThat(bot.said()).isEqualTo("yard: the siren sounds");
    }

    @Test
    void aPressAfterTwoMinutesWithoutAnAnsweredPollIsRefused() throws Exception {
        pace.advance(Duration.ofSeconds(121));
        bot.brings(press(ANA, "disarm"));
        assertThat(bot.toasted()).startsWith("! Refused: I cannot tell when this was pressed");
        assertThat(desk.done).isEmpty();
        bot.brings(press(ANA, "disarm"));
        assertThat(bot.toasted()).isEqualTo("yard: disarmed");
    }

    @Test
    void aGroupIsLetInByAnOwnerAndItsMembersOnTheListMayGiveOrders() throws Exception {
        assertThat(ask(inGroup(ANA, "/arm"))).startsWith("This group is not on the list");
        assertThat(ask(inGroup(BERNAT, "/start"))).isEqualTo("Only an owner may do that.");
        giveAndSettle(inGroup(STRANGER, "/start"));
        assertThat(ask(inGroup(ANA, "/start@vigia_bot"))).startsWith("This group gets the alerts");
        assertThat(access.groups())
                .singleElement()
                .satisfies(g -> assertThat(g.title()).isEqualTo("Casa"));
        assertThat(ask(inGroup(BERNAT, "/status@Vigia_Bot"))).startsWith("yard: disarmed");
        assertThat(ask(inGroup(ANA, "/arm"))).isEqualTo("yard: armed");
        giveAndSettle(inGroup(ANA, "/disarm@other_bot"));
        giveAndSettle(inGroup(ANA, "what a day"));
        giveAndSettle(inGroup(STRANGER, "/disarm"));
        assertThat(desk.done).containsExactly("arm");
        bot.brings(press(BERNAT, new Update.Chat(GROUP, true, "Casa"), "disarm"));
        assertThat(bot.toasted()).startsWith("! Only an owner");
        assertThat(ask(inGroup(ANA, "/stop"))).startsWith("This group gets no more alerts");
        assertThat(access.groups()).isEmpty();
    }

    @Test
    void aGroupThatPutsTheBotOutIsOffTheList() throws Exception {
        access.admit(GROUP, "Casa", Language.ES);
        Update.Chat chat = new Update.Chat(GROUP, true, "Casa");
        giveAndSettle(new Update.Membership(900, chat, person(STRANGER), false));
        assertThat(access.groups()).isEmpty();
    }

    @Test
    void aGroupThatBecomesASupergroupIsFollowed() throws Exception {
        access.admit(GROUP, "Casa", Language.EN);
        giveAndSettle(new Update.GroupMoved(900, GROUP, -42));
        assertThat(access.group(-42)).isPresent();
    }

    @Test
    void anInvitationLetsAStrangerInAndWelcomesThemInTheirLanguage() throws Exception {
        String code = access.invite(Role.LOOK);
        assertThat(ask(text(STRANGER, "/start " + code))).startsWith("Hola.");
        assertThat(access.person(STRANGER)).contains(new Person(3, STRANGER, "Name9", Role.LOOK));
        assertThat(heard).contains(STRANGER);
        assertThat(ask(text(STRANGER, "/arm")))
                .isEqualTo("Solo una persona propietaria puede hacer eso.");
        giveAndSettle(text(STRANGER + 1, "/start " + code));
    }

    @Test
    void anInvitationIsNotTakenInAGroup() throws Exception {
        String code = access.invite(Role.OWNER);
        giveAndSettle(inGroup(STRANGER, "/start " + code));
        assertThat(access.person(STRANGER)).isEmpty();
    }

    @Test
    void aDoubledUpdateDoesNothingAndNeitherDoesItAfterARestart() throws Exception {
        Update.Written order = text(ANA, "/arm");
        assertThat(ask(order)).isEqualTo("yard: armed");
        giveAndSettle(order);
        orders.close();
        bot = new ScriptedBot();
        start();
        giveAndSettle(order);
        assertThat(desk.done).containsExactly("arm");
    }

    @Test
    void whatComesInDisorderIsDoneInTheOrderOfItsNumbers() throws Exception {
        Update first = text(ANA, "/arm");
        Update second = text(ANA, "/siren on");
        Update third = text(ANA, "/disarm");
        bot.brings(third, first, second);
        for (int i = 0; i < 3; i++) {
            bot.said();
        }
        assertThat(desk.done).containsExactly("arm", "siren true", "disarm");
    }

    @Test
    void anAnswerIsSentAgainWhenTelegramWantsToWaitOrIsNotThere() throws Exception {
        bot.sending.add(new Outcome.Limited<>(Duration.ofSeconds(7)));
        bot.sending.add(new Outcome.Unreachable<>("no connection"));
        bot.sending.add(new Outcome.NothingToReplyTo<>());
        long before = pace.nanos();
        assertThat(ask(text(ANA, "/arm"))).isEqualTo("yard: armed");
        assertThat(Duration.ofNanos(pace.nanos() - before))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aBlockedBotOrAnAnswerThatComesTooLateIsGivenUpAndTheNextIsSaid() throws Exception {
        bot.sending.add(new Outcome.Gone<>());
        bot.sending.add(new Outcome.Limited<>(Duration.ofHours(1)));
        bot.brings(text(ANA, "/arm"));
        bot.brings(text(ANA, "/disarm"));
        bot.brings(text(ANA, "/siren on"));
        assertThat(bot.said()).isEqualTo("yard: the siren sounds");
        assertThat(desk.done).containsExactly("arm", "disarm", "siren true");
    }

    @Test
    void theMenuIsSetInThreeLanguages() throws Exception {
        bot.awaitIdle(Pace.system());
        for (int i = 0; i < 500 && bot.menus.size() < 4; i++) {
            Pace.system().sleep(Duration.ofMillis(10));
        }
        assertThat(bot.menus).containsExactly(" 13", "es 13", "en 13", "ca 13");
    }

    @Test
    void noThreadIsLeftAfterClose() throws Exception {
        desk.filming = new CountDownLatch(1);
        assertThat(ask(text(ANA, "/clip 12"))).startsWith("yard: filming");
        assertThat(ask(text(ANA, "/arm"))).startsWith("yard");
        assertThat(ThreadDump.take(folder)).contains("telegram-poller", "telegram-films");
        orders.close();
        assertThat(ThreadDump.take(folder)).doesNotContain("telegram-");
        assertThat(desk.done).containsExactly("film 12", "arm");
    }

    @Test
    void whoIsTakenOffTheListWhileItIsFilmedGetsNoFilm() throws Exception {
        desk.filming = new CountDownLatch(1);
        assertThat(ask(text(BERNAT, "/clip 12"))).contains("12");
        remove(BERNAT);
        desk.filming.countDown();
        bot.brings(text(ANA, "/clip 3"));
        assertThat(bot.said()).contains("3");
        assertThat(bot.said()).startsWith("film: ");
        assertThat(bot.sent).isEmpty();
    }

    private void remove(long user) {
        try {
            access.remove(access.person(user).orElseThrow().number());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoIsTakenOffTheListGetsNoAnswerThatIsTriedAgain() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        bot.failing =
                () -> {
                    remove(BERNAT);
                    failed.countDown();
                };
        bot.sending.add(new Outcome.Unreachable<>("no internet"));
        bot.brings(text(BERNAT, "/status"));
        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        giveAndSettle(text(BERNAT, "/status"));
        orders.close();
        assertThat(bot.sent).isEmpty();
    }

    @Test
    void whoOrderedStaysInMemoryOnlyAndTheDiskSaysNothingOfWhatWasAsked() throws Exception {
        assertThat(ask(text(ANA, "/arm"))).isEqualTo("yard: armed");
        assertThat(Files.readString(folder.resolve("handled"))).matches("[^a-zA-Z]*offset.*");
        assertThat(Access.open(folder.resolve("people"), clock, pace).people()).hasSize(2);
    }
}
