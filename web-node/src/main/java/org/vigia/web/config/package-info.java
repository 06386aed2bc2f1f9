/// `web.yml` as one typed tree, read once.
@NullMarked
package org.vigia.web.config;

import org.jspecify.annotations.NullMarked;
