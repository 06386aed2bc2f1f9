package org.vigia.web.store;

/// What one camera may take of the disk, so that a stolen key fills no more than its own share.
///
/// @param bytes the most it may keep here; 0 for an even share of the disk
/// @param dayBytes how much it may send a day
/// @param dayFiles how many files it may send a day
/// @param streamBytes what is reserved on top for what it streams while it films: uploads cannot
///   use it
public record RoomLimits(long bytes, long dayBytes, int dayFiles, long streamBytes) {
    /// A share of the disk; 32 GiB and 20,000 files a day (ten hours of film at 7 Mbit/s, and an
    /// event every 17 s); 512 MiB for streams.
    public static final RoomLimits DEFAULT = new RoomLimits(0, 32L << 30, 20_000, 512L << 20);

    /// @throws IllegalArgumentException when nothing could be sent, or an amount is negative
    public RoomLimits {
        if (bytes < 0 || dayBytes < 1 || dayFiles < 1 || streamBytes < 0) {
            throw new IllegalArgumentException("not limits of a camera's room");
        }
    }
}
