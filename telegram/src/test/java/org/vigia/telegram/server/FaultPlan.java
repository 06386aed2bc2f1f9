package org.vigia.telegram.server;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Which faults are played when. Safe for several threads.
public final class FaultPlan {
    private static final class Rule {
        private final String method;
        private final Fault fault;
        private long times;

        Rule(String method, Fault fault, long times) {
            this.method = method;
            this.fault = fault;
            this.times = times;
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private @Nullable Random random;
    private double share;
    private List<Fault> choice = List.of();

    /// Plays `fault` at the next request of `method` (`*` for any).
    public void next(String method, Fault fault) {
        times(1, method, fault);
    }

    /// Plays `fault` at the next few requests of `method` (`*` for any). Rules are used up in the
    /// order in which they were made.
    public synchronized void times(long times, String method, Fault fault) {
        rules.add(new Rule(method, fault, times));
    }

    /// Plays `fault` at every request of `method` (`*` for any) until [#clear].
    public void always(String method, Fault fault) {
        times(Long.MAX_VALUE, method, fault);
    }

    /// Where no rule says otherwise, a share of all requests meets one of `faults`.
    ///
    /// @param seed of the draws, which are the same again for the same requests
    /// @param share 0 to 1
    public synchronized void random(long seed, double share, List<Fault> faults) {
        this.random = new Random(seed);
        this.share = share;
        this.choice = List.copyOf(faults);
    }

    /// Ends all of it.
    public synchronized void clear() {
        rules.clear();
        random = null;
    }

    synchronized @Nullable Fault draw(String method) {
        for (Iterator<Rule> i = rules.iterator(); i.hasNext(); ) {
            Rule rule = i.next();
            if (rule.method.equals("*") || rule.method.equals(method)) {
                rule.times--;
                if (rule.times == 0) {
                    i.remove();
                }
                return rule.fault;
            }
        }
        if (random != null && !choice.isEmpty() && random.nextDouble() < share) {
            return choice.get(random.nextInt(choice.size()));
        }
        return null;
    }
}
