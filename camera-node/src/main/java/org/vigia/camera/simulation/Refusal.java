package org.vigia.camera.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that is answered with an error.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;
    private final @Nullable String allow;

    Refusal(int status, String detail) {
        this(status, detail, null);
    }

    private Refusal(int status, String detail, @Nullable String allow) {
        super(detail);
        this.status = status;
        this.detail = detail;
        this.allow = allow;
    }

    static Refusal method(String allowed) {
        return new Refusal(405, "only %s is possible here".formatted(allowed), allowed);
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }

    Optional<String> allow() {
        return Optional.ofNullable(allow);
    }

    String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
