package org.vigia.shared.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Closes what was registered in reverse order. A failure does not keep the rest from being closed:
/// the first is thrown at the end with the others suppressed onto it. Not safe for several threads.
public final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    /// Registers `resource` and hands it back, so that it can be wired in one line.
    public <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /// Closes everything; a second call does nothing.
    ///
    /// @throws IllegalStateException when something refused to close; its cause is the first
    ///   refusal
    @Override
    public void close() {
        @Nullable IllegalStateException failure = null;
        while (!resources.isEmpty()) {
            AutoCloseable resource = resources.pop();
            try {
                resource.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                if (failure == null) {
                    failure = new IllegalStateException("could not close " + resource, e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
