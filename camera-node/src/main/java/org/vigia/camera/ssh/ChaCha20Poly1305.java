package org.vigia.camera.ssh;

import com.jcraft.jsch.Cipher;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.sshd.common.cipher.ChaCha20Cipher;
import org.apache.sshd.common.cipher.Cipher.Mode;

/// MINA SSHD's `chacha20-poly1305@openssh.com` for JSch, whose own would need BouncyCastle. Made by
/// JSch itself, one for each direction and exchange of keys; used by one thread at a time.
///
/// A packet is four bytes of length, its content and, behind both, a tag of 16 bytes; its number is
/// the nonce (OpenSSH's PROTOCOL.chacha20poly1305). JSch announces a packet with [#update(int)],
/// has the length turned with [#update(byte[], int, int, byte[], int)] and the rest, which brings
/// the tag, with [#doFinal].
public final class ChaCha20Poly1305 implements Cipher {
    private static final int LENGTH_BYTES = 4;
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 8;
    private static final int KEY_BYTES = 64;

    private final ChaCha20Cipher cipher = new ChaCha20Cipher();
    private Mode direction = Mode.Encrypt;
    private byte[] key = {};
    private long next = -1;

    /// In JSch's words: what a packet's length is a multiple of.
    @Override
    public int getIVSize() {
        return NONCE_BYTES;
    }

    /// In JSch's words: how long the key is.
    @Override
    public int getBlockSize() {
        return KEY_BYTES;
    }

    @Override
    public int getTagSize() {
        return TAG_BYTES;
    }

    @Override
    public void init(int mode, byte[] key, byte[] iv) {
        direction = mode == ENCRYPT_MODE ? Mode.Encrypt : Mode.Decrypt;
        this.key = key.clone();
        next = -1;
    }

    /// @param number the packet's, as 32 bits without a sign
    /// @throws IllegalStateException if it does not follow the last one's: with another number a
    ///   nonce might be used twice
    @Override
    public void update(int number) throws Exception {
        long wanted = Integer.toUnsignedLong(number);
        if (next < 0) {
            cipher.init(direction, key, ByteBuffer.allocate(NONCE_BYTES).putLong(wanted).array());
            Arrays.fill(key, (byte) 0);
        } else if (wanted != next) {
            throw new IllegalStateException("packet %d, and not %d".formatted(wanted, next));
        }
        next = wanted + 1;
    }

    @Override
    public void update(byte[] from, int at, int length, byte[] to, int toAt) throws Exception {
        System.arraycopy(from, at, to, toAt, length);
        cipher.updateAAD(to, toAt, length);
    }

    /// @param length of packet and its length's four bytes; those stay as they are
    /// @throws javax.crypto.AEADBadTagException if the tag behind them is another one
    @Override
    public void doFinal(byte[] from, int at, int length, byte[] to, int toAt) throws Exception {
        int content = length - LENGTH_BYTES;
        int brought = direction == Mode.Decrypt ? content + TAG_BYTES : content;
        System.arraycopy(from, at + LENGTH_BYTES, to, toAt + LENGTH_BYTES, brought);
        cipher.update(to, toAt + LENGTH_BYTES, content);
    }

    @Override
    public boolean isCBC() {
        return false;
    }

    @Override
    public boolean isAEAD() {
        return true;
    }

    @Override
    public boolean isChaCha20() {
        return true;
    }
}
