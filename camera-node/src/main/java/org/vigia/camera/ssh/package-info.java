/// The only room for the SSH client (JSch): connections to Pi #B with its host key pinned, or one
/// that this has announced, SCP uploads, the frame socket, and pairing. Depends on the ports
/// `delivery` and `link`.
@NullMarked
package org.vigia.camera.ssh;

import org.jspecify.annotations.NullMarked;
