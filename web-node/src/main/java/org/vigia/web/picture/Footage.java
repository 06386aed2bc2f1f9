package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;

/// Bytes of a camera, which may be anything, to make a picture of.
///
/// @param form what they claim to be; what is of another form gives no picture
/// @param source where to read them
public record Footage(Form form, Source source) {
    /// What bytes may claim to be.
    public enum Form {
        /// Init segment and fragments, H.264, from a key frame on; may be cut off anywhere.
        FILM,
        /// A JPEG.
        STILL
    }

    /// Opens the bytes, when their turn has come. The maker closes what it has opened and reads no
    /// more of it than it needs; a read that blocks must end when the stream is closed.
    @FunctionalInterface
    public interface Source {
        /// Opens the bytes anew, from the first on.
        InputStream open() throws IOException;
    }

    /// The beginning of a film, e.g. of a clip in the store or of evidence that still arrives.
    public static Footage film(Source source) {
        return new Footage(Form.FILM, source);
    }

    /// A picture that a camera has taken.
    public static Footage still(Source source) {
        return new Footage(Form.STILL, source);
    }
}
