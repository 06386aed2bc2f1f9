package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.time.Pace;

/// How much of the disk each camera takes, and how much it may: docs/design/store.md, "Room". The
/// disk, but for what is left free, is divided evenly among the cameras, so that none can take
/// another's part. Safe for use by several threads.
public final class Room {
    /// From here on, in percent of its room, a camera's oldest events make way.
    static final int SHORT_PERCENT = 90;

    private static final long STREAM_FLOOR = 64L << 20;

    private final Path root;
    private final FreeSpace free;
    private final long freeBytes;
    private final RoomLimits limits;
    private final Supplier<List<String>> registered;
    private final Pace pace;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Set<Path> uncounted = new HashSet<>();
    private final List<RoomWatcher> watchers = new CopyOnWriteArrayList<>();

    /// What one camera has, and is sending.
    private static final class Account {
        final DayQuota dayBytes;
        final DayQuota dayFiles;
        long bytes;
        long arriving;

        Account(RoomLimits limits, long nowNanos) {
            this.dayBytes = new DayQuota(limits.dayBytes(), nowNanos);
            this.dayFiles = new DayQuota(limits.dayFiles(), nowNanos);
        }
    }

    /// What a camera takes of what it may take, in bytes.
    ///
    /// @param used what it takes
    /// @param most what it may take
    public record Use(long used, long most) {
        /// How much has to go for the camera's room not to be short.
        public long excess() {
            return Math.max(0, used - most / 100 * SHORT_PERCENT);
        }
    }

    /// @param root the store's folder
    /// @param freeBytes what uploads leave free on its disk
    /// @param registered the names of the cameras that share it
    Room(
            Path root,
            FreeSpace free,
            long freeBytes,
            RoomLimits limits,
            Supplier<List<String>> registered,
            Pace pace) {
        this.root = root;
        this.free = free;
        this.freeBytes = freeBytes;
        this.limits = limits;
        this.registered = registered;
        this.pace = pace;
    }

    /// Tells `watcher` of each camera whose room is short, whenever that is noticed.
    public void watch(RoomWatcher watcher) {
        watchers.add(watcher);
    }

    /// What a camera takes and may take.
    ///
    /// @throws IOException when the disk does not say
    public synchronized Use use(String camera) throws IOException {
        return new Use(used(camera), most(used()));
    }

    /// What each of [#cameras] takes and may take, in the order of their names.
    ///
    /// @throws IOException when the disk does not say
    public synchronized Map<String, Use> uses() throws IOException {
        Map<String, Long> used = used();
        long most = most(used);
        Map<String, Use> uses = new TreeMap<>();
        used.forEach((camera, bytes) -> uses.put(camera, new Use(bytes, most)));
        return uses;
    }

    /// The cameras that share the disk: those registered, and those that have evidence here.
    public synchronized Collection<String> cameras() {
        Set<String> all = new TreeSet<>(registered.get());
        accounts.forEach((name, account) -> {
            if (account.bytes > 0) {
                all.add(name);
            }
        });
        return all;
    }

    /// The cameras of which no upload would be taken, however much retention deletes of theirs.
    ///
    /// @throws IOException when the disk does not say
    synchronized List<String> withoutRoom() throws IOException {
        return most(used()) == 0 ? List.copyOf(cameras()) : List.of();
    }

    /// Why a camera may not send a file of `bytes` now, in words; empty where it may.
    ///
    /// @throws IOException when the disk does not say
    Optional<String> objection(String camera, long bytes) throws IOException {
        Optional<String> why = Optional.ofNullable(why(camera, bytes));
        if (why.isPresent()) {
            refused(camera, why.get());
        }
        return why;
    }

    /// What a camera sends is refused, for want of room.
    ///
    /// @param why in words
    public void refused(String camera, String why) {
        tell(camera, Optional.of(why));
    }

    /// Whether `bytes` more of what a camera streams find room: its reserve is its own.
    ///
    /// @throws IOException when the disk does not say
    public synchronized boolean hasRoomForStream(String camera, long bytes) throws IOException {
        return used(camera) + bytes <= most(used()) + limits.streamBytes()
                && free.bytes() - bytes >= Math.min(STREAM_FLOOR, freeBytes);
    }

    /// Whether `bytes` more for the film of a stream, which goes once its film is there, leave the
    /// disk the room that all cameras' streams and this node's own words need.
    ///
    /// @throws IOException when the disk does not say
    public boolean hasRoomForFilm(long bytes) throws IOException {
        return free.bytes() - bytes >= Math.min(STREAM_FLOOR, freeBytes);
    }

    private synchronized @Nullable String why(String camera, long bytes) throws IOException {
        Account account = account(camera);
        long now = pace.nanos();
        if (!account.dayFiles.fits(1, now)) {
            return "%d files a day".formatted(limits.dayFiles());
        }
        if (!account.dayBytes.fits(bytes, now)) {
            return "%d MiB a day".formatted(limits.dayBytes() >> 20);
        }
        long most = most(used());
        return used(camera) + counted(bytes) > most
                ? "the camera's room of %d MiB is used up".formatted(most >> 20)
                : null;
    }

    /// Whether `bytes` more of an upload still find room; it has been admitted before.
    synchronized boolean fits(String camera, long bytes) throws IOException {
        return used(camera) + bytes <= most(used());
    }

    /// A part of an upload has been written, or (negative) is gone again.
    synchronized void arriving(String camera, long bytes) {
        Account account = account(camera);
        account.arriving += bytes;
        if (bytes > 0) {
            account.dayBytes.add(bytes, pace.nanos());
        }
    }

    /// An upload has begun.
    synchronized void begun(String camera) {
        account(camera).dayFiles.add(1, pace.nanos());
    }

    /// A folder that was counted holds more or, negative, less. Called under the store's lock.
    void changed(EventFolder folder, long bytes) throws IOException {
        String camera = cameraOf(folder);
        boolean isShort;
        synchronized (this) {
            if (uncounted.contains(folder.path().getParent())) {
                return;
            }
            account(camera).bytes += bytes;
            isShort = bytes > 0 && use(camera).excess() > 0;
        }
        if (isShort) {
            tell(camera, Optional.empty());
        }
    }

    /// What a file of `bytes` counts for.
    public static long counted(long bytes) {
        return FolderSize.counted(bytes);
    }

    /// The folders of `prefix` are still to be counted.
    synchronized void toBeCounted(Path prefix) {
        uncounted.add(prefix);
    }

    /// A prefix has been counted. Called under the store's lock.
    synchronized void counted(Path prefix, String camera, long bytes) {
        if (uncounted.remove(prefix)) {
            account(camera).bytes += bytes;
        }
    }

    /// A file was found that came not long ago.
    synchronized void cameEarlier(String camera, long bytes, Duration age) {
        Account account = account(camera);
        account.dayBytes.addEarlier(bytes, age, pace.nanos());
        account.dayFiles.addEarlier(1, age, pace.nanos());
    }

    private void tell(String camera, Optional<String> refused) {
        watchers.forEach(watcher -> watcher.isShort(camera, refused));
    }

    private Account account(String camera) {
        return accounts.computeIfAbsent(camera, _ -> new Account(limits, pace.nanos()));
    }

    private long used(String camera) throws IOException {
        Account account = account(camera);
        return account.bytes + account.arriving + streams(camera);
    }

    private Map<String, Long> used() throws IOException {
        Map<String, Long> used = new TreeMap<>();
        for (String camera : cameras()) {
            used.put(camera, used(camera));
        }
        return used;
    }

    /// What each camera may take: an even share of what all take and what is free, but for what is
    /// to be left free and reserved.
    private long most(Map<String, Long> used) throws IOException {
        long room = free.bytes() - freeBytes;
        for (long bytes : used.values()) {
            room += bytes - limits.streamBytes();
        }
        long share = Math.max(0, room / Math.max(1, used.size()));
        return limits.bytes() == 0 ? share : Math.min(limits.bytes(), share);
    }

    private long streams(String camera) throws IOException {
        return FolderSize.of(root.resolve("streams").resolve(camera));
    }

    private static String cameraOf(EventFolder folder) {
        Path prefix = folder.path().getParent();
        Path camera = prefix == null ? null : prefix.getParent();
        return String.valueOf(camera == null ? "" : camera.getFileName());
    }
}
