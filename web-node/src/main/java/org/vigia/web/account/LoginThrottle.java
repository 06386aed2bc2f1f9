package org.vigia.web.account;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Slows guessing down without letting a stranger lock the owner out.
///
/// Failures are counted for each pair of address and account (three are free, then each doubles the
/// wait from one second up to five minutes) and for each address over all accounts (ten are free,
/// up to one minute), where an IPv6 network of /64 is one address. An address from which an
/// account's owner has signed in since the start is known: what others do never slows it, not even
/// from the same /64. Everybody else shares a budget of attempts, so that many addresses together
/// guess no faster than one every two seconds after a burst of thirty.
///
/// Clients whose address is the same are one: those behind one NAT, or behind a proxy that
/// `site.proxies` does not list. There a stranger's guesses slow the owner down.
///
/// A second factor has few enough codes to be guessed at that pace by who has the password. So
/// wrong codes count for the account too, over all addresses and for a day: five are free, then
/// each doubles the wait up to an hour. Exempt are addresses from which a right code has come since
/// the start, where the pair's count is enough.
///
/// A function of what it was told and the time given with it; it reads no clock. Memory is bounded:
/// the longest unused entries go first. Not safe for several threads.
public final class LoginThrottle {
    private static final int FREE_PER_PAIR = 3;
    private static final int FREE_PER_ADDRESS = 10;
    private static final Duration PAIR_LIMIT = Duration.ofMinutes(5);
    private static final Duration ADDRESS_LIMIT = Duration.ofMinutes(1);
    private static final Duration FORGET = Duration.ofHours(1);
    private static final int FREE_CODES = 5;
    private static final Duration CODES_LIMIT = Duration.ofHours(1);
    private static final Duration FORGET_CODES = Duration.ofDays(1);
    private static final int BURST = 30;
    private static final Duration STRANGERS_PACE = Duration.ofSeconds(2);
    private static final int ENTRIES = 4096;

    private final Map<Pair, Failures> pairs = bounded();
    private final Map<String, Failures> addresses = bounded();
    private final Map<Pair, Boolean> known = bounded();
    private final Map<String, Failures> codes = bounded();
    private final Map<Pair, Boolean> proved = bounded();
    private double budget = BURST;
    private long budgetNanos;
    private boolean started;

    private record Pair(String address, String account) {}

    private record Failures(int count, long lastNanos) {}

    /// Asks for one attempt. Zero: it may be made now and has been counted against the strangers'
    /// budget; otherwise the time to wait before asking again.
    ///
    /// @param address where it comes from, whole
    /// @param account the name given
    /// @param nowNanos monotonic, of one origin for the life of this object
    public Duration ask(String address, String account, long nowNanos) {
        Pair pair = pair(address, account);
        long wait =
                Math.max(
                        wait(pairs.get(pair), FREE_PER_PAIR, PAIR_LIMIT, nowNanos),
                        known.containsKey(pair)
                                ? 0
                                : wait(
                                        addresses.get(network(address)),
                                        FREE_PER_ADDRESS,
                                        ADDRESS_LIMIT,
                                        nowNanos));
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        return known.containsKey(pair) ? Duration.ZERO : spend(nowNanos);
    }

    /// Notes a wrong name or password.
    public void failed(String address, String account, long nowNanos) {
        Pair pair = pair(address, account);
        pairs.put(pair, another(pairs.get(pair), FORGET, nowNanos));
        String network = network(address);
        addresses.put(network, another(addresses.get(network), FORGET, nowNanos));
    }

    /// Notes a right password: the pair's failures are forgotten and its address is known. The
    /// address's own count stays, since an account does not entitle to guess others'.
    public void succeeded(String address, String account) {
        Pair pair = pair(address, account);
        pairs.remove(pair);
        known.put(pair, true);
    }

    /// Asks for one attempt with a code, after the password was right. Zero: it may be made now.
    public Duration askCode(String address, String account, long nowNanos) {
        Pair pair = pair(address, account);
        long own = wait(pairs.get(pair), FREE_PER_PAIR, PAIR_LIMIT, nowNanos);
        long all =
                proved.containsKey(pair)
                        ? 0
                        : wait(codes.get(account), FREE_CODES, CODES_LIMIT, nowNanos);
        return Duration.ofNanos(Math.max(own, all));
    }

    /// Notes a wrong code.
    public void failedCode(String address, String account, long nowNanos) {
        failed(address, account, nowNanos);
        if (!proved.containsKey(pair(address, account))) {
            codes.put(account, another(codes.get(account), FORGET_CODES, nowNanos));
        }
    }

    /// Notes a right code. What strangers have guessed stays counted.
    public void proved(String address, String account) {
        proved.put(pair(address, account), true);
    }

    private Duration spend(long nowNanos) {
        if (started) {
            double earned = (double) (nowNanos - budgetNanos) / STRANGERS_PACE.toNanos();
            budget = Math.min(BURST, budget + earned);
        }
        started = true;
        budgetNanos = nowNanos;
        if (budget < 1) {
            return Duration.ofNanos((long) ((1 - budget) * STRANGERS_PACE.toNanos()) + 1);
        }
        budget -= 1;
        return Duration.ZERO;
    }

    private static long wait(@Nullable Failures failures, int free, Duration limit, long nowNanos) {
        if (failures == null || failures.count() < free) {
            return 0;
        }
        int doublings = Math.min(failures.count() - free, 20);
        long penalty = Math.min(Duration.ofSeconds(1L << doublings).toNanos(), limit.toNanos());
        return Math.max(0, penalty - (nowNanos - failures.lastNanos()));
    }

    private static Failures another(@Nullable Failures failures, Duration forget, long nowNanos) {
        if (failures == null || nowNanos - failures.lastNanos() > forget.toNanos()) {
            return new Failures(1, nowNanos);
        }
        return new Failures(failures.count() + 1, nowNanos);
    }

    private static Pair pair(String address, String account) {
        return new Pair(address.replaceFirst("%.*", ""), account);
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", -1);
        int last = Math.min(4, groups.length);
        return String.join(":", Arrays.copyOf(groups, last));
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > ENTRIES;
            }
        };
    }
}
