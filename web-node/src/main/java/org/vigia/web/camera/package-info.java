/// What the rest of web-node may know of cameras and ask of them: the port towards the link.
/// Depends on `shared` alone.
@NullMarked
package org.vigia.web.camera;

import org.jspecify.annotations.NullMarked;
