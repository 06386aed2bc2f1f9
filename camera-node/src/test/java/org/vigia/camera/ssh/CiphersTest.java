package org.vigia.camera.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes first on which processor.
class CiphersTest {
    @TempDir Path folder;

    private String first(String cpuinfo) throws IOException {
        Path file = Files.writeString(folder.resolve("cpuinfo"), cpuinfo);
        String names = Ciphers.names(file, "aarch64");
        assertThat(names.split(",", -1))
                .containsExactlyInAnyOrder(
                        "aes128-gcm@openssh.com",
                        "aes256-gcm@openssh.com",
                        "aes128-ctr",
                        "chacha20-poly1305@openssh.com");
        return names.substring(0, names.indexOf('@'));
    }

    @Test
    void aPi5AndAPcBeginWithAes() throws Exception {
        assertThat(
                        first(
                                """
                                processor\t: 0
                                BogoMIPS\t: 108.00
                                Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics
                                CPU implementer\t: 0x41
                                """))
                .isEqualTo("aes128-gcm");
        assertThat(first("model name\t: EPYC\nflags\t\t: fpu sse4_2 popcnt aes xsave avx\n"))
                .isEqualTo("aes128-gcm");
    }

    @Test
    void aPi4AndAZeroAndWhoeverDoesNotSayBeginWithChaCha20() throws Exception {
        String chacha20 = "chacha20-poly1305";
        assertThat(first("processor\t: 0\nFeatures\t: fp asimd evtstrm crc32 cpuid\n"))
                .isEqualTo(chacha20);
        assertThat(first("model name\t: ARMv6-compatible aes\nFeatures\t: half thumb vfp tls\n"))
                .isEqualTo(chacha20);
        assertThat(first("flags\t: fpu vaes sse\n")).isEqualTo(chacha20);
        assertThat(first("")).isEqualTo(chacha20);
        assertThat(Ciphers.names(folder.resolve("missing"), "aarch64")).startsWith(chacha20);
        assertThat(Ciphers.names(folder, "aarch64")).startsWith(chacha20);
    }

    @Test
    void aJvmOf32BitsBeginsWithChaCha20WhateverTheProcessor() throws Exception {
        Path pi5 = Files.writeString(folder.resolve("cpuinfo"), "Features\t: half neon aes\n");
        assertThat(Ciphers.names(pi5, "arm")).startsWith("chacha20-poly1305");
        assertThat(Ciphers.names(pi5, "aarch64")).startsWith("aes128-gcm");
    }
}
