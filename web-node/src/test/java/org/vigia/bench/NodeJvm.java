package org.vigia.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vigia.e2e.Pair;

/// The JVM options of the measured nodes: those that the packages ship (`scripts/jvm-options`,
/// `.camera`, `.run`), and what `scripts/bench` or a bench adds to them.
final class NodeJvm {
    private static final String MORE = "VIGIA_JVM_MORE";

    private NodeJvm() {}

    /// Whether the nodes do without what the processor does for AES, GHASH and SHA.
    static boolean withoutIntrinsics() {
        return added().contains("-XX:-UseAES");
    }

    /// The cipher that a camera with such a processor chooses, in OpenSSH's words.
    static String cipher() {
        return withoutIntrinsics() ? "chacha20-poly1305@openssh.com" : "aes128-gcm@openssh.com";
    }

    /// What `scripts/bench` has added; inherited by every process that a bench starts.
    static List<String> added() {
        return Arrays.stream(System.getenv().getOrDefault(MORE, "").split(" +", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// The environment of a pair whose nodes have further options, such as a recording's.
    static Pair.Environment with(String... options) {
        String all =
                Stream.concat(added().stream(), Arrays.stream(options))
                        .collect(Collectors.joining(" "));
        return _ -> Map.of(MORE, all);
    }
}
