package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// `getUpdates` as it is documented.
class UpdatesTest extends ServerBed {

    private JsonNode poll(String body) throws IOException, InterruptedException {
        Bot.Reply reply = bot.json("getUpdates", body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.result();
    }

    private static List<String> texts(JsonNode updates) {
        List<String> texts = new java.util.ArrayList<>();
        updates.forEach(u -> texts.add(u.path("message").path("text").asText()));
        return texts;
    }

    /// Polls on another thread; the answer comes through the queue.
    private SynchronousQueue<Bot.Reply> polling(String body) throws InterruptedException {
        SynchronousQueue<Bot.Reply> answer = new SynchronousQueue<>();
        int before = server.pollers();
        NamedThreads.start(
                "poller",
                () -> {
                    try {
                        answer.put(bot.json("getUpdates", body));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        await(before + 1);
        return answer;
    }

    private void await(int pollers) throws InterruptedException {
        for (int i = 0; i < 500 && server.pollers() != pollers; i++) {
            Pace.system().sleep(Duration.ofMillis(10));
        }
        assertThat(server.pollers()).isEqualTo(pollers);
    }

    @Test
    void updatesComeAgainUntilTheyAreConfirmed() throws IOException, InterruptedException {
        phone.says(ANA, ANA, "one");
        phone.says(ANA, ANA, "two");

        JsonNode first = poll("{}");
        assertThat(texts(first)).containsExactly("/start", "one", "two");
        assertThat(poll("{}")).isEqualTo(first);
        long second = first.path(1).path("update_id").asLong();
        assertThat(first.path(0).path("update_id").asLong()).isEqualTo(second - 1);
        assertThat(texts(poll("{'offset':%d}".formatted(second)))).containsExactly("one", "two");
        assertThat(texts(poll("{}"))).containsExactly("one", "two");
        assertThat(poll("{'offset':%d}".formatted(second + 2))).isEmpty();
        assertThat(server.pending()).isZero();
    }

    @Test
    void aLimitAndANegativeOffsetChoose() throws IOException, InterruptedException {
        phone.says(ANA, ANA, "one");
        phone.says(ANA, ANA, "two");

        assertThat(texts(poll("{'limit':1}"))).containsExactly("/start");
        assertThat(texts(poll("{'offset':-1}"))).containsExactly("two");
        assertThat(texts(poll("{}"))).containsExactly("two");
    }

    @Test
    void updatesAreForgottenAfterADay() throws IOException, InterruptedException {
        server.clock().advance(Duration.ofHours(23));
        phone.says(ANA, ANA, "later");
        server.clock().advance(Duration.ofHours(2));

        assertThat(texts(poll("{}"))).containsExactly("later");
    }

    @Test
    void typesThatWereNotAskedForNeverCome() throws IOException, InterruptedException {
        poll("{'allowed_updates':['callback_query']}");
        phone.says(ANA, ANA, "one");
        poll("{'allowed_updates':['message']}");
        phone.says(ANA, ANA, "two");
        phone.blocks(ANA);

        assertThat(texts(poll("{}"))).containsExactly("/start", "two");
        poll("{'allowed_updates':[]}");
        phone.unblocks(ANA);
        assertThat(poll("{}").path(2).has("my_chat_member")).isTrue();
    }

    @Test
    void aLongPollWaitsForWhatComes() throws IOException, InterruptedException {
        poll("{'offset':-1}");
        long next = poll("{}").path(0).path("update_id").asLong() + 1;

        SynchronousQueue<Bot.Reply> answer = polling("{'offset':%d,'timeout':50}".formatted(next));
        phone.says(ANA, ANA, "now");

        assertThat(texts(answer.poll(5, TimeUnit.SECONDS).result())).containsExactly("now");
        await(0);
    }

    @Test
    void aLongPollEndsEmpty() throws IOException, InterruptedException {
        long before = Pace.system().nanos();

        assertThat(poll("{'offset':999999999,'timeout':1}")).isEmpty();

        assertThat(Pace.system().nanos() - before).isGreaterThan(900_000_000L);
    }

    @Test
    void aSecondPollerEndsTheFirst() throws IOException, InterruptedException {
        String body = "{'offset':999999999,'timeout':50}";
        SynchronousQueue<Bot.Reply> first = polling(body);
        SynchronousQueue<Bot.Reply> second = new SynchronousQueue<>();
        NamedThreads.start(
                "second",
                () -> {
                    try {
                        second.put(bot.json("getUpdates", body));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        Bot.Reply conflict = first.poll(5, TimeUnit.SECONDS);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.description())
                .isEqualTo(
                        "Conflict: terminated by other getUpdates request; make sure that only one"
                                + " bot instance is running");
        await(1);
        phone.says(ANA, ANA, "for the second");
        assertThat(texts(second.poll(5, TimeUnit.SECONDS).result()))
                .containsExactly("for the second");
    }

    @Test
    void pendingUpdatesCanBeDropped() throws IOException, InterruptedException {
        bot.json("deleteWebhook", "{'drop_pending_updates':true}");

        assertThat(poll("{}")).isEmpty();
    }

    @Test
    void duplicatesAndAWrongOrderCanBePlayed() throws IOException, InterruptedException {
        phone.says(ANA, ANA, "one");
        long first = poll("{}").path(0).path("update_id").asLong();

        server.faults().next("getUpdates", new Fault.ReversedUpdates());
        assertThat(texts(poll("{}"))).containsExactly("one", "/start");
        server.faults().next("getUpdates", new Fault.DuplicateUpdates());
        assertThat(texts(poll("{'offset':%d}".formatted(first + 1))))
                .containsExactly("/start", "one", "one");
        assertThat(texts(poll("{}"))).containsExactly("one");
    }
}
