package org.vigia.web.ssh;

import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.compression.Compression;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;

/// The algorithms that are offered: what OpenSSH 9 and cameras both speak and ssh-audit does not
/// object to. Of those the client chooses. Left out of MINA's defaults: NIST curves, SHA-1, MACs
/// that are not encrypt-then-MAC, group 14 (112 bits), compression. Its post-quantum exchanges need
/// BouncyCastle.
final class Algorithms {
    private Algorithms() {}

    static SshServer server() {
        ServerBuilder builder = ServerBuilder.builder();
        builder.keyExchangeFactories(
                NamedFactory.setUpTransformedFactories(
                        true,
                        List.of(
                                BuiltinDHFactories.curve25519,
                                BuiltinDHFactories.curve25519_libssh,
                                BuiltinDHFactories.dhg18_512,
                                BuiltinDHFactories.dhg16_512),
                        ServerBuilder.DH2KEX));
        builder.cipherFactories(
                List.<NamedFactory<Cipher>>of(
                        BuiltinCiphers.aes128gcm,
                        BuiltinCiphers.aes256gcm,
                        BuiltinCiphers.aes128ctr,
                        BuiltinCiphers.aes256ctr,
                        BuiltinCiphers.cc20p1305_openssh));
        builder.macFactories(
                List.<NamedFactory<Mac>>of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm));
        builder.signatureFactories(
                List.<NamedFactory<Signature>>of(
                        BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256));
        builder.compressionFactories(List.<NamedFactory<Compression>>of(BuiltinCompressions.none));
        return builder.build();
    }
}
