package org.vigia.web.picture;

/// What became of a request for a picture.
public sealed interface Picture {
    /// A JPEG that may be served.
    ///
    /// @param bytes baseline, without any metadata; not copied, so not to be changed
    /// @param width in pixels
    /// @param height in pixels
    record Jpeg(byte[] bytes, int width, int height) implements Picture {}

    /// No picture can be had.
    ///
    /// @param why for a log, one line; may quote what a decoder said of hostile bytes
    record None(String why) implements Picture {}

    /// Too many pictures wait already; nothing is said of this one.
    ///
    /// @param waiting how many
    record Crowded(int waiting) implements Picture {}
}
