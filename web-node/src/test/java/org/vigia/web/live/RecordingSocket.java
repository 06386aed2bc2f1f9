package org.vigia.web.live;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A viewer that keeps what it gets, and takes it only while a test lets it.
final class RecordingSocket implements ViewerSocket {
    final CountDownLatch closed = new CountDownLatch(1);
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean stalled;

    RecordingSocket(boolean stalled) {
        this.stalled = stalled;
    }

    /// From now on everything is taken, what waits first.
    void flow() {
        Runnable next;
        synchronized (this) {
            stalled = false;
            next = held.poll();
        }
        if (next != null) {
            next.run();
        }
    }

    /// From now on nothing is taken.
    synchronized void stall() {
        stalled = true;
    }

    @Override
    public void text(String json, Sent sent) {
        take(json, sent);
    }

    @Override
    public void binary(ByteBuffer message, Sent sent) {
        byte kind = message.get(0);
        long age = message.getInt(4) & 0xFFFF_FFFFL;
        StringBuilder words = new StringBuilder(kind == 0 ? "init" : "age " + age + ":");
        message.position(LiveMessage.HEAD_BYTES);
        while (message.hasRemaining()) {
            words.append(' ').append(message.get());
        }
        take(words.toString(), sent);
    }

    private void take(String words, Sent sent) {
        synchronized (this) {
            if (stalled) {
                if (!held.isEmpty()) {
                    throw new AssertionError("a second message while one is under way");
                }
                held.add(() -> take(words, sent));
                return;
            }
        }
        got.add(words);
        sent.taken();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    String next() throws InterruptedException {
        String words = got.poll(5, TimeUnit.SECONDS);
        if (words == null) {
            throw new AssertionError("nothing came");
        }
        return words;
    }
}
