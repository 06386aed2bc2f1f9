package org.vigia.web.live;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A viewer that keeps what it gets, and takes it only while a test lets it.
final class RecordingSocket implements ViewerSocket {
    final CountDownLatch closed = new CountDownLatch(1);
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final Semaphore permits;

    RecordingSocket(boolean stalled) {
        permits = new Semaphore(stalled ? 0 : 1_000_000);
    }

    void flow() {
        permits.release(1_000_000);
    }

    @Override
    public void text(String json) {
        take(json);
    }

    @Override
    public void binary(ByteBuffer message) {
        byte kind = message.get(0);
        long age = message.getInt(4) & 0xFFFF_FFFFL;
        StringBuilder words = new StringBuilder(kind == 0 ? "init" : "age " + age + ":");
        message.position(LiveMessage.HEAD_BYTES);
        while (message.hasRemaining()) {
            words.append(' ').append(message.get());
        }
        take(words.toString());
    }

    private void take(String words) {
        permits.acquireUninterruptibly();
        got.add(words);
    }

    @Override
    public void close() {
        closed.countDown();
        flow();
    }

    String next() throws InterruptedException {
        String words = got.poll(5, TimeUnit.SECONDS);
        if (words == null) {
            throw new AssertionError("nothing came");
        }
        return words;
    }
}
