package org.vigia.camera.spool;

/// How full the spool is. A value.
///
/// @param used what it takes, in bytes
/// @param usable what is left on its disk, in bytes
/// @param limits how much it may take
record Fill(long used, long usable, SpoolLimits limits) {
    private static final int NEAR_PERCENT = 80;

    /// How many bytes have to go; 0 where all is well.
    long excess() {
        return Math.max(0, Math.max(used - limits.bytes(), limits.free() - usable));
    }

    /// What it may take in all, given its disk.
    long room() {
        return Math.min(limits.bytes(), used + Math.max(0, usable - limits.free()));
    }

    /// What it takes of what it may take, given its disk; 100 or more where some has to go.
    int percent() {
        long room = room();
        if (room == 0) {
            return excess() > 0 ? 100 : 0;
        }
        return (int) Math.min(1000, (double) used / room * 100);
    }

    /// Whether an owner should know.
    boolean near() {
        return percent() >= NEAR_PERCENT;
    }
}
