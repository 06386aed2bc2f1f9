package org.vigia.web.registry;

import org.vigia.shared.crypto.SshPublicKey;

/// A camera that may send evidence.
///
/// @param name as in [org.vigia.shared.event.Manifest#isCameraName]
/// @param key the one key it has now
public record RegisteredCamera(String name, SshPublicKey key) {}
