/// A board made of software, and the web page and API by which it is touched. Depends on `board`,
/// `ir` and `mailbox`; everything above the lines is the code a Pi runs.
@NullMarked
package org.vigia.camera.simulation;

import org.jspecify.annotations.NullMarked;
