/// `camera.yml` as one typed tree, read once. Depends on the settings records of the features.
@NullMarked
package org.vigia.camera.config;

import org.jspecify.annotations.NullMarked;
