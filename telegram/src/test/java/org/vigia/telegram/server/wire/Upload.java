package org.vigia.telegram.server.wire;

/// A file that came with a request.
///
/// @param part the name of its part
/// @param name its file's name, as the client says
public record Upload(String part, String name, byte[] bytes) {}
