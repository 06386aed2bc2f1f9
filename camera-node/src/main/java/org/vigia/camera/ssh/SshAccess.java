package org.vigia.camera.ssh;

import java.nio.file.Path;
import org.vigia.shared.config.HostPort;

/// How to reach Pi #B and be known there.
///
/// @param address where its camera port is
/// @param camera the name this camera is registered under, which is the SSH user name
/// @param identity this camera's private key file
/// @param pin Pi #B's only acceptable host key
public record SshAccess(HostPort address, String camera, Path identity, HostKeyPin pin) {}
