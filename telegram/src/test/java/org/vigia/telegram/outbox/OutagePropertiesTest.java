package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.text.Subject;

class OutagePropertiesTest {
    private static final long ANA = 7_001;
    private static final long GROUP = -1_009;
    private static final int ALERTS = 500;
    private static final int SEEDS = 2 * Integer.getInteger("vigia.fuzz", 1);
    private static final Pattern COUNT = Pattern.compile(", (\\d+) times");

    @Test
    void fiveHundredAlertsThroughAnHourOfOutageAreToldOnceAndInOrder() throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            Simulation telegram = new Simulation(random, Simulation.settings());
            telegram.chat(ANA).chat(GROUP);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < ALERTS; i++) {
                // The outage: from the 50th alert on, for an hour.
                long seconds = telegram.now().toSeconds();
                telegram.online = seconds < 450 || seconds > 450 + 3600;
                names.add("camera-%03d".formatted(i));
                telegram.hear(
                        new News.Told(
                                new Alert(
                                        Subject.PANIC,
                                        names.getLast(),
                                        telegram.wall(),
                                        true,
                                        null)));
                telegram.pass(Duration.ofMillis(random.nextInt(1, 18_000)));
            }
            telegram.online = true;
            telegram.pass(Duration.ofHours(1));

            String what = "seed " + seed;
            assertThat(telegram.waiting()).as(what).isZero();
            for (long chat : List.of(ANA, GROUP)) {
                assertThat(telegram.texts(chat).stream().map(OutagePropertiesTest::camera))
                        .as(what)
                        .containsExactlyElementsOf(names);
                assertLimits(telegram, chat, what);
            }
            assertThat(telegram.texts(ANA).stream().filter(t -> t.contains("Told late")).count())
                    .as(what)
                    .isGreaterThan(300);
        }
    }

    @Test
    void alertsThatAreFoldedAreAllCounted() throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            Simulation telegram = new Simulation(random, Simulation.settings());
            telegram.chat(ANA);
            for (int i = 0; i < ALERTS; i++) {
                telegram.online = i < 20 || i > 400;
                telegram.hear(new News.Told(telegram.alert(Subject.PIN_LOCKED)));
                telegram.pass(Duration.ofMillis(random.nextInt(1, 400_000)));
            }
            telegram.online = true;
            telegram.pass(Duration.ofHours(1));

            assertThat(counted(telegram, ANA)).as("seed " + seed).isEqualTo(ALERTS);
            assertLimits(telegram, ANA, "seed " + seed);
        }
    }

    @Test
    void whateverDiesWhenEachAlertIsToldAndTwiceOnlyWhereTheAnswerWasLost() throws Exception {
        for (int seed = 1; seed <= SEEDS * 5; seed++) {
            Random random = new Random(seed);
            Simulation telegram = new Simulation(random, Simulation.settings());
            telegram.chat(ANA).chat(GROUP);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                telegram.online = random.nextInt(4) != 0;
                names.add("camera-%03d".formatted(i));
                telegram.hear(
                        new News.Told(
                                new Alert(
                                        Subject.PANIC,
                                        names.getLast(),
                                        telegram.wall(),
                                        true,
                                        null)));
                telegram.pass(Duration.ofMillis(random.nextInt(1, 3_000)));
                if (random.nextInt(5) == 0) {
                    telegram.die();
                }
            }
            telegram.online = true;
            telegram.pass(Duration.ofHours(1));

            String what = "seed " + seed;
            int twice = 0;
            for (long chat : List.of(ANA, GROUP)) {
                List<String> told =
                        telegram.texts(chat).stream().map(OutagePropertiesTest::camera).toList();
                assertThat(told.stream().distinct()).as(what).containsExactlyElementsOf(names);
                twice += told.size() - names.size();
            }
            assertLimits(telegram, ANA, what);
            assertThat(twice).as(what).isLessThanOrEqualTo(telegram.lostAnswers);
            assertThat(telegram.waiting()).as(what).isZero();
        }
    }

    private static String camera(String text) {
        Matcher name = Pattern.compile("camera-\\d+").matcher(text);
        assertThat(name.find()).as(text).isTrue();
        return name.group();
    }

    /// How many alerts the chat can count in the last words of each thread.
    private static int counted(Simulation telegram, long chat) {
        var last = new java.util.LinkedHashMap<Long, String>();
        telegram.sent.stream()
                .filter(s -> s.message().chat() == chat)
                .forEach(s -> {
                    switch (s.message()) {
                        case Message.Text text -> last.put(s.id(), text.text());
                        case Message.Edit edit -> last.put(s.id(), edit.text());
                        case Message.Photo _, Message.Film _ -> {}
                    }
                });
        return last.values().stream()
                .mapToInt(text -> {
                    Matcher count = COUNT.matcher(text);
                    return count.find() ? Integer.parseInt(count.group(1)) : 1;
                })
                .sum();
    }

    /// One a second with bursts of three; in a group twenty a minute.
    private static void assertLimits(Simulation telegram, long chat, String what) {
        Deque<Long> minute = new ArrayDeque<>();
        double tokens = 3;
        long before = 0;
        for (Simulation.Sent sent : telegram.sent) {
            if (sent.message().chat() != chat) {
                continue;
            }
            long at = sent.at().toNanos();
            tokens = Math.min(3, tokens + (at - before) / 1e9) - 1;
            before = at;
            assertThat(tokens).as("%s, at %s", what, sent.at()).isGreaterThan(-1e-6);
            minute.addLast(at);
            while (at - minute.getFirst() >= Duration.ofMinutes(1).toNanos()) {
                minute.removeFirst();
            }
            if (chat < 0) {
                assertThat(minute.size()).as("%s, at %s", what, sent.at()).isLessThanOrEqualTo(20);
            }
        }
    }
}
