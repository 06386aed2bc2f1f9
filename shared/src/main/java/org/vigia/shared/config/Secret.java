package org.vigia.shared.config;

/// A text that must not reach a log: a PIN, a token.
///
/// @param value the text itself
public record Secret(String value) {
    @Override
    public String toString() {
        return value.isEmpty() ? "(none)" : "•••";
    }
}
