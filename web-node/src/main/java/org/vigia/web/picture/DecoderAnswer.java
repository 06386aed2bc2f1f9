package org.vigia.web.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes apart what has come from a decoder's unit: a picture, and a last line that says how it
/// ended. Either may be a taken-over decoder's own words.
final class DecoderAnswer {
    /// The longest last line, both its line ends included.
    static final int LAST_LINE_BYTES = 400;

    private static final Pattern LAST_LINE = Pattern.compile("end (\\d{1,3}) (.*)", Pattern.DOTALL);

    private DecoderAnswer() {}

    /// Splits what has come.
    ///
    /// @return empty when the last line is missing, so that nothing before it counts either
    static Optional<Outcome.Ended> read(byte[] bytes) {
        int end = bytes.length - 1;
        if (end < 0 || bytes[end] != '\n') {
            return Optional.empty();
        }
        int start = end - 1;
        while (start >= 0 && start > end - LAST_LINE_BYTES + 1 && bytes[start] != '\n') {
            start--;
        }
        if (start < 0 || bytes[start] != '\n') {
            return Optional.empty();
        }
        String line = new String(bytes, start + 1, end - start - 1, StandardCharsets.ISO_8859_1);
        Matcher said = LAST_LINE.matcher(line);
        return said.matches()
                ? Optional.of(
                        new Outcome.Ended(
                                Integer.parseInt(said.group(1)),
                                Arrays.copyOf(bytes, start),
                                said.group(2)))
                : Optional.empty();
    }
}
