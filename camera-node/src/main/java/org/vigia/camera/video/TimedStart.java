package org.vigia.camera.video;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A start of a source that tells when each frame was filmed.
///
/// @param command the program and its arguments
/// @param times the FIFO it writes a line to after each frame, as `rpicam-vid --save-pts` does
/// @param output a link to its own standard output that must be there under this name; empty where
///   it writes to its standard output anyway
public record TimedStart(List<String> command, Path times, Optional<Path> output) {}
