package org.vigia.shared.config;

import java.util.Collection;
import java.util.Comparator;

/// "Did you mean …?" by edit distance.
final class Spelling {
    private static final int FAR = 3;

    private Spelling() {}

    /// A half sentence to append to a message; empty where nothing is near.
    static String suggest(String word, Collection<String> known) {
        return known.stream()
                .filter(k -> distance(word, k) <= Math.min(FAR, k.length() / 2))
                .min(Comparator.comparingInt(k -> distance(word, k)))
                .map(k -> "; did you mean `" + k + "`?")
                .orElse(known.isEmpty() ? "" : "; known are " + String.join(", ", known));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
