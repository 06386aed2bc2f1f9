/// The only room for the SSH client (JSch): connections to Pi #B with its host key pinned, SCP
/// uploads and the frame socket. Depends on the ports `delivery` and `link`.
@NullMarked
package org.vigia.camera.ssh;

import org.jspecify.annotations.NullMarked;
