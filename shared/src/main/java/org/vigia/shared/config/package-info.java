/// Reading a node's one YAML file: every problem at once, each with its key, what was found and
/// what is allowed. Depends on nothing else of Vigía.
@NullMarked
package org.vigia.shared.config;

import org.jspecify.annotations.NullMarked;
