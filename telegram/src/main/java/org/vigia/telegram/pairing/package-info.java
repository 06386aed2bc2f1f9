/// How an invitation is handed over: as a deep link and as a QR code, and QR codes of whatever else
/// a phone is to read off a screen. The only room for qrcodegen. Depends on nothing.
@NullMarked
package org.vigia.telegram.pairing;

import org.jspecify.annotations.NullMarked;
