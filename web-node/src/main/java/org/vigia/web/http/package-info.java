/// The site: pages, JSON API, server-sent events and the live WebSocket. The only room for Javalin,
/// Jetty and Pebble. Depends on `account`, `live`, the ports `event` and `camera`, and `shared`.
@NullMarked
package org.vigia.web.http;

import org.jspecify.annotations.NullMarked;
