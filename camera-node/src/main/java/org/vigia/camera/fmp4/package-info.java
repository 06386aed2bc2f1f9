/// Fragmented MP4 (ISO/IEC 14496-12 and -15) of one H.264 track: the init segment, the fragment and
/// the way back to Annex B. Depends on `h264` and `org.vigia.shared.video`.
@NullMarked
package org.vigia.camera.fmp4;

import org.jspecify.annotations.NullMarked;
