package org.vigia.web.thumbnail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;

/// What a thumbnail's file is called: nothing that could pass for evidence.
///
/// @param event whose it is
/// @param source the SHA-256 of the picture or film it was made of
/// @param sha256 its own
record ThumbnailName(EventId event, String source, String sha256) {
    private static final Pattern FORM =
            Pattern.compile("thumbnail\\.([0-9a-f-]{36})\\.([0-9a-f]{64})\\.([0-9a-f]{64})\\.jpg");

    static ThumbnailName of(EventId event, String source, byte[] jpeg) {
        return new ThumbnailName(event, source, Sha256.of(jpeg));
    }

    static Optional<ThumbnailName> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && EventId.isId(matcher.group(1))
                ? Optional.of(
                        new ThumbnailName(
                                new EventId(matcher.group(1)), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    String text() {
        return "thumbnail.%s.%s.%s.jpg".formatted(event, source, sha256);
    }
}
