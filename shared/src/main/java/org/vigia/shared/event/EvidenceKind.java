package org.vigia.shared.event;

import java.util.Locale;

/// The kinds of file that an event consists of on its way and in the store.
public enum EvidenceKind {
    /// One picture, JPEG.
    SNAPSHOT("jpg"),
    /// The film, fragmented MP4.
    CLIP("mp4"),
    /// The detached signature over the manifest, raw bytes (RSASSA-PKCS1-v1_5, SHA-256).
    SIGNATURE("sig"),
    /// The manifest, JSON; the last to be sent.
    MANIFEST("json"),
    /// The film made on Pi #B of what was streamed while it was filmed, fragmented MP4; never taken
    /// from a camera as a file.
    STREAMED("mp4");

    private final String extension;

    EvidenceKind(String extension) {
        this.extension = extension;
    }

    /// The file name's ending, without the dot.
    public String extension() {
        return extension;
    }

    /// Whether a camera may upload it.
    public boolean isFromCamera() {
        return this != STREAMED;
    }

    /// The word in a file's name.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
