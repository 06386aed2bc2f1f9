/// RSA keys in the forms OpenSSH and openssl read, hashes and signatures. Depends on `durable`.
@NullMarked
package org.vigia.shared.crypto;

import org.jspecify.annotations.NullMarked;
