/// The cameras' way in: the only room for Apache MINA SSHD. It can take files into a
/// [org.vigia.web.store.Inbox] and carry one frame socket a session, and nothing else; see
/// docs/design/store.md; newcomers bring a code, see docs/design/pairing.md. Depends on `pairing`,
/// `registry`, `store` and `shared`.
@NullMarked
package org.vigia.web.ssh;

import org.jspecify.annotations.NullMarked;
