package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Runs a decoder on bytes that are not trusted, where it can do no harm, within limits of its own.
/// One order at a time, from one platform thread. Design: `docs/design/decoding.md`.
interface Decoder {
    /// Tries whether pictures can be made at all.
    ///
    /// @return what is wrong and what mends it; empty when all is well
    Optional<String> problem() throws InterruptedException;

    /// Decodes the first frame and waits for it.
    ///
    /// @param form what the bytes claim to be
    /// @param width the bound for width and height, 16 to [PictureMaker#MAX_WIDTH]
    /// @param input closed at the end, whatever that is
    /// @return a decoder that was stopped, or one that has ended, with what it has written
    /// @throws IOException when there is no decoder to be had, of which [#problem] knows more
    Outcome decode(Footage.Form form, int width, InputStream input)
            throws IOException, InterruptedException;
}
