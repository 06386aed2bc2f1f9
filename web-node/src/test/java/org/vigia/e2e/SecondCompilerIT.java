package org.vigia.e2e;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that runs has the second compiler for what its directives name, and for nothing else;
/// what is the first one's it makes in the plain form, not in the profiled one. Whether it starts
/// from a rehearsal's cache or without (decision 0001).
class SecondCompilerIT {
    // PrintCompilation: milliseconds, number, five marks, level, method.
    private static final Pattern COMPILED =
            Pattern.compile("(?m)^ *\\d+ +\\d+ [ %s!bn]{5} +([1-4]) +(\\S+)::\\S+ .*bytes\\)$");
    private static final Pattern NAMED = Pattern.compile("\"(\\S+/)\\*\\.\\*\"");

    @TempDir Path folder;
    private Path jar;

    /// Much of all: a cipher, a hash, and a loop that is neither.
    public static final class Work {
        private static int mixed;

        private Work() {}

        public static void main(String[] arguments) throws Exception {
            int rounds = Integer.parseInt(arguments[0]);
            byte[] block = new byte[16384];
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (int i = 1; i <= rounds; i++) {
                byte[] key = new byte[16];
                Arrays.fill(key, (byte) i);
                GCMParameterSpec nonce = new GCMParameterSpec(128, new byte[12]);
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), nonce);
                hash.update(cipher.doFinal(block));
                for (byte b : block) {
                    mixed = mixed(mixed, b);
                }
            }
            System.out.println(mixed);
        }

        private static int mixed(int sum, byte b) {
            return sum * 31 + (b ^ (sum >>> 7));
        }
    }

    @BeforeEach
    void pack() {
        jar = folder.resolve("work.jar");
        String work = Work.class.getName().replace('.', '/') + ".class";
        int status =
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--file",
                                jar.toString(),
                                "-C",
                                Running.root().resolve("web-node/target/test-classes").toString(),
                                work);
        assertThat(status).isZero();
    }

    @Test
    void whatIsNamedIsTheSecondCompilersAndNothingElse() throws Exception {
        assertTheSecondHasWhatIsNamed(List.of());
    }

    @Test
    void itIsAlsoFromARehearsalsCache() throws Exception {
        Path cache = folder.resolve("work.aot");
        run("100", List.of(file("jvm-options.rehearse"), "-XX:AOTCacheOutput=" + cache));
        assertThat(cache).isNotEmptyFile();
        assertTheSecondHasWhatIsNamed(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache));
    }

    @Test
    void eachNamedPackageIsThere() {
        assertThat(named().map(name -> name.substring(0, name.length() - 1)))
                .isNotEmpty()
                .allMatch(name ->
                        ModuleLayer.boot().modules().stream()
                                        .anyMatch(m -> m.getPackages().contains(name))
                                || ClassLoader.getSystemResource(name.replace('.', '/')) != null);
    }

    private void assertTheSecondHasWhatIsNamed(List<String> options) throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                file("jvm-options.run"),
                                "-XX:CompilerDirectivesFile=" + script("compiler-directives"),
                                "-XX:+PrintCompilation"));
        all.addAll(options);
        Map<String, Set<Integer>> levels = new TreeMap<>();
        Matcher compiled = COMPILED.matcher(run("3000", all));
        while (compiled.find()) {
            levels.computeIfAbsent(compiled.group(2), c -> new TreeSet<>())
                    .add(Integer.parseInt(compiled.group(1)));
        }
        assertThat(levels)
                .hasEntrySatisfying("com.sun.crypto.provider.GHASH", l -> assertThat(l).contains(4))
                .hasEntrySatisfying("sun.security.provider.SHA2", l -> assertThat(l).contains(4))
                .containsEntry(Work.class.getName(), Set.of(1))
                .allSatisfy((c, l) -> assertThat(l).as(c).isSubsetOf(1, 4));
        Set<String> second =
                levels.keySet().stream()
                        .filter(c -> levels.getOrDefault(c, Set.of()).contains(4))
                        .collect(toSet());
        assertThat(second).allMatch(c -> named().anyMatch(c::startsWith));
    }

    private static Stream<String> named() {
        try {
            return NAMED.matcher(Files.readString(script("compiler-directives")))
                    .results()
                    .map(m -> m.group(1).replace('/', '.'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(String rounds, List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(file("jvm-options"));
        command.addAll(options);
        command.addAll(List.of("-cp", jar.toString(), Work.class.getName(), rounds));
        try (Running work = Running.start(folder.resolve("log"), command, Map.of())) {
            assertThat(work.exitValue()).as(work.output()).isZero();
            return work.output();
        }
    }

    private static String file(String name) {
        return "@" + script(name);
    }

    private static Path script(String name) {
        return Running.root().resolve("scripts").resolve(name);
    }
}
