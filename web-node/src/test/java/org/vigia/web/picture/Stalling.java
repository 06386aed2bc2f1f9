package org.vigia.web.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/// Gives some bytes and then nothing until it is closed; says when it is read dry.
final class Stalling extends InputStream {
    private final InputStream bytes;
    private final CountDownLatch dry;
    private final CountDownLatch closed = new CountDownLatch(1);

    Stalling(byte[] first, CountDownLatch dry) {
        this.bytes = new ByteArrayInputStream(first);
        this.dry = dry;
    }

    @Override
    public int read() throws IOException {
        throw new IOException("read in chunks");
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        int n = bytes.read(to, from, length);
        if (n >= 0) {
            return n;
        }
        dry.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("closed");
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
