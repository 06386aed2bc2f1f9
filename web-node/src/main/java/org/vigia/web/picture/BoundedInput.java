package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// What a caged program is given to read, up to a limit; the rest is kept from it.
record BoundedInput(InputStream from, int limit) implements AutoCloseable {
    /// Gives it on, and returns when that is done or either side has had enough.
    void give(OutputStream to) {
        try {
            byte[] chunk = new byte[16 * 1024];
            int left = limit;
            int n = from.read(chunk, 0, Math.min(chunk.length, left));
            while (n > 0) {
                to.write(chunk, 0, n);
                left -= n;
                n = from.read(chunk, 0, Math.min(chunk.length, left));
            }
        } catch (IOException e) {
            // It has read enough, has been ended, or must do with what it got.
        }
    }

    @Override
    public void close() {
        try {
            from.close();
        } catch (IOException e) {
            // What has been made of it counts all the same.
        }
    }
}
