package org.vigia.camera.doctor;

import java.util.Optional;
import org.vigia.telegram.bot.Bot;

/// Whether Telegram is reached and knows the token. Sends nothing to anybody.
final class TelegramCheck implements Check {
    private final Optional<Bot> bot;

    /// @param bot empty where none is set
    TelegramCheck(Optional<Bot> bot) {
        this.bot = bot;
    }

    @Override
    public Outcome look(Words words) throws InterruptedException {
        if (bot.isEmpty()) {
            return words.ok("telegram.off");
        }
        return switch (bot.get().whoAmI()) {
            case org.vigia.telegram.bot.Outcome.Done<Bot.Identity>(Bot.Identity identity) ->
                    words.ok("telegram", identity);
            case org.vigia.telegram.bot.Outcome.WrongToken<Bot.Identity> _ ->
                    words.fail("telegram.token");
            case org.vigia.telegram.bot.Outcome.Unreachable<Bot.Identity>(String why) ->
                    words.fail("telegram.not", why);
            case org.vigia.telegram.bot.Outcome.Refused<Bot.Identity>(int code, String why) ->
                    words.fail("telegram.not", code + " " + why);
            case org.vigia.telegram.bot.Outcome.Limited<Bot.Identity> _,
                    org.vigia.telegram.bot.Outcome.Conflict<Bot.Identity> _,
                    org.vigia.telegram.bot.Outcome.Gone<Bot.Identity> _,
                    org.vigia.telegram.bot.Outcome.Moved<Bot.Identity> _,
                    org.vigia.telegram.bot.Outcome.Unchanged<Bot.Identity> _,
                    org.vigia.telegram.bot.Outcome.NothingToReplyTo<Bot.Identity> _ ->
                    words.fail("telegram.busy");
        };
    }
}
