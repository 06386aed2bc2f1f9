package org.vigia.web.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a caged program has written, up to a limit. Filled by one thread, looked at by another.
final class BoundedOutput {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean tooMuch;

    BoundedOutput(int limit) {
        this.limit = limit;
    }

    /// Reads `from` to its end, or to the limit and then calls `onTooMuch`.
    void take(InputStream from, Runnable onTooMuch) {
        byte[] chunk = new byte[16 * 1024];
        try {
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                if (!add(chunk, n)) {
                    onTooMuch.run();
                    return;
                }
            }
        } catch (IOException e) {
            // Its writer was ended: what came counts for nothing then.
        }
    }

    private synchronized boolean add(byte[] chunk, int length) {
        tooMuch |= bytes.size() + length > limit;
        if (!tooMuch) {
            bytes.write(chunk, 0, length);
        }
        return !tooMuch;
    }

    synchronized boolean tooMuch() {
        return tooMuch;
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }
}
