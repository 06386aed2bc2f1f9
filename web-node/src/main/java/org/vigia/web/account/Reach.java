package org.vigia.web.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far somebody's say goes.
///
/// @param rights what they may do
/// @param cameras with these cameras alone, for which others do not exist; null for every one,
///   those to come included
public record Reach(Set<Right> rights, @Nullable Set<String> cameras) {
    /// Takes copies.
    public Reach {
        rights = Set.copyOf(rights);
        cameras = cameras == null ? null : Set.copyOf(cameras);
    }

    /// An owner's.
    public static Reach everything() {
        return new Reach(Role.OWNER.rights(), null);
    }

    /// Whether it holds `right`.
    public boolean may(Right right) {
        return rights.contains(right);
    }

    /// Whether it goes as far as the camera of that name.
    public boolean sees(String camera) {
        return cameras == null || cameras.contains(camera);
    }
}
