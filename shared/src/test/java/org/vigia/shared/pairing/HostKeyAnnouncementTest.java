package org.vigia.shared.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.json.Json;

class HostKeyAnnouncementTest {
    @TempDir static Path keys;
    private static RsaIdentity first;
    private static RsaIdentity second;
    private static RsaIdentity third;
    private static RsaIdentity thief;

    @BeforeAll
    static void make() {
        first = TestKeys.key(keys, "first");
        second = TestKeys.key(keys, "second");
        third = TestKeys.key(keys, "third");
        thief = TestKeys.key(keys, "thief");
    }

    private static HostKeyAnnouncement announced(RsaIdentity old, RsaIdentity next) {
        return HostKeyAnnouncement.make(old, next.publicKey());
    }

    @Test
    void aWayIsFoundOverSeveralKeysInAnyOrder() {
        var one = announced(first, second);
        var two = announced(second, third);
        assertThat(HostKeyAnnouncement.way(first.publicKey(), third.publicKey(), List.of(two, one)))
                .hasValue(List.of(one, two));
        assertThat(HostKeyAnnouncement.way(first.publicKey(), first.publicKey(), List.of()))
                .hasValue(List.of());
    }

    @Test
    void thereIsNoWayBackAndNoneToAKeyThatNobodyHasAnnounced() {
        var one = announced(first, second);
        assertThat(HostKeyAnnouncement.way(second.publicKey(), first.publicKey(), List.of(one)))
                .isEmpty();
        assertThat(HostKeyAnnouncement.way(first.publicKey(), thief.publicKey(), List.of(one)))
                .isEmpty();
    }

    @Test
    void whatAnotherKeyHasSignedLeadsNowhere() {
        var forged =
                new HostKeyAnnouncement(
                        first.publicKey().line(),
                        thief.publicKey().line(),
                        announced(thief, thief).signature());
        assertThat(way(thief.publicKey(), forged)).isEqualTo(false);
        var damaged =
                new HostKeyAnnouncement(
                        first.publicKey().line(), second.publicKey().line(), "not base64!");
        assertThat(way(second.publicKey(), damaged)).isEqualTo(false);
    }

    @Test
    void announcementsThatLeadInACircleEnd() {
        var there = announced(second, third);
        var back = announced(third, second);
        assertThat(way(third.publicKey(), there, back)).isEqualTo(false);
    }

    private static boolean way(SshPublicKey to, HostKeyAnnouncement... told) {
        return HostKeyAnnouncement.way(first.publicKey(), to, List.of(told)).isPresent();
    }

    @Test
    void theSignatureIsOverWhatTheDesignSays() {
        String document =
                "vigia-host-key/1\n%s\n%s\n"
                        .formatted(first.publicKey().line(), second.publicKey().line());
        assertThat(
                        RsaIdentity.verify(
                                first.publicKey(),
                                document.getBytes(StandardCharsets.US_ASCII),
                                Base64.getDecoder().decode(announced(first, second).signature())))
                .isTrue();
    }

    @Test
    void itIsReadBackAsWrittenAndNothingElseIs() throws Exception {
        var one = announced(first, second);
        assertThat(Json.read(Json.text(one), HostKeyAnnouncement.class)).isEqualTo(one);
        for (String damage :
                new String[] {
                    "{}", Json.text(one).replace("ssh-rsa", "ssh-dss"), "{\"old\":null}", "null"
                }) {
            assertThatThrownBy(() -> Json.read(damage, HostKeyAnnouncement.class))
                    .as(damage)
                    .isInstanceOf(IOException.class);
        }
    }
}
