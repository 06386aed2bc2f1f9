/// Infrared receivers that the kernel times: `/dev/lircN` in mode 2
/// (`Documentation/userspace-api/media/rc/lirc-dev-intro.rst` of Linux). Depends on `board` and
/// shared `lifecycle`.
@NullMarked
package org.vigia.camera.lirc;

import org.jspecify.annotations.NullMarked;
