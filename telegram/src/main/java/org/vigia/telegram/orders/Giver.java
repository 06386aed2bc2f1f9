package org.vigia.telegram.orders;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.access.Person;
import org.vigia.telegram.bot.Update;

/// Who gave an order, where, and how they are answered.
final class Giver {
    private final Person person;
    private final Update.Chat chat;
    private final OptionalLong message;
    private final Freshness age;
    private final AtomicReference<@Nullable String> press;

    private Giver(
            Person person, Update.Chat chat, long message, Freshness age, @Nullable String press) {
        this.person = person;
        this.chat = chat;
        this.message = message == 0 ? OptionalLong.empty() : OptionalLong.of(message);
        this.age = age;
        this.press = new AtomicReference<>(press);
    }

    static Giver writing(Person person, Update.Written written, Freshness age) {
        return new Giver(person, written.chat(), written.message(), age, null);
    }

    static Giver pressing(Person person, Update.Chat chat, Update.Pressed pressed, Freshness age) {
        return new Giver(person, chat, pressed.message(), age, pressed.press());
    }

    Person person() {
        return person;
    }

    long chat() {
        return chat.id();
    }

    boolean isInGroup() {
        return chat.group();
    }

    /// What an answer is a reply to.
    OptionalLong message() {
        return message;
    }

    Freshness age() {
        return age;
    }

    /// The press to be answered; once, and empty where there was none.
    Optional<String> takePress() {
        return Optional.ofNullable(press.getAndSet(null));
    }
}
