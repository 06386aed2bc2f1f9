package org.vigia.shared.powercut;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the kernel and the disk hold while a recording is done over again: file contents are on the
/// disk once the file has been synced, names once their folder has. A move is on the disk as a
/// whole or not at all, as journaling file systems have it; for certain once both folders have been
/// synced. Names of one folder may reach the disk in any order, those of one name in theirs.
final class Disk {
    final Node root = new Node(true);
    final List<Renaming> unsynced = new ArrayList<>();
    private final Map<Integer, Node> handles = new HashMap<>();

    /// What one name is from now on; a null for gone.
    record Naming(Node folder, String name, @Nullable Node node) {
        boolean isOf(Naming other) {
            return folder == other.folder && name.equals(other.name);
        }
    }

    /// All but the one.
    List<Renaming> without(Renaming one) {
        return unsynced.stream().filter(renaming -> !isIn(List.of(one), renaming)).toList();
    }

    /// Names that change together.
    ///
    /// @param waiting the folders that have not been synced since
    record Renaming(List<Naming> namings, Set<Node> waiting) {
        boolean concerns(Renaming other) {
            return namings.stream().anyMatch(mine -> other.namings.stream().anyMatch(mine::isOf));
        }
    }

    void apply(Act act) {
        switch (act) {
            case Act.Made(Path path, boolean folder) -> name(naming(path, new Node(folder)));
            case Act.Linked(Path path, Path existing) -> name(naming(path, at(existing)));
            case Act.Removed(Path path) -> name(naming(path, null));
            case Act.Moved(Path from, Path to) -> name(naming(to, at(from)), naming(from, null));
            case Act.Opened(int handle, Path path) ->
                    handles.put(handle, path.startsWith("..") ? new Node(true) : at(path));
            case Act.Written(int handle, long offset, byte[] bytes) ->
                    handle(handle).write(offset, bytes);
            case Act.Truncated(int handle, long length) -> handle(handle).truncate(length);
            case Act.Synced(int handle, String _) -> sync(handle(handle));
            case Act.Said _ -> {}
        }
    }

    private Node handle(int handle) {
        Node node = handles.get(handle);
        if (node == null) {
            throw new IllegalStateException("nobody has opened " + handle);
        }
        return node;
    }

    private Node at(Path path) {
        Node node = root;
        for (Path part : path) {
            if (!part.toString().isEmpty()) {
                Node next = node.entries == null ? null : node.entries.get(part.toString());
                if (next == null) {
                    throw new IllegalStateException(path + " has never been made");
                }
                node = next;
            }
        }
        return node;
    }

    private Naming naming(Path path, @Nullable Node node) {
        Path parent = path.getParent();
        return new Naming(parent == null ? root : at(parent), path.getFileName().toString(), node);
    }

    private void name(Naming... namings) {
        Set<Node> folders = new HashSet<>();
        for (Naming naming : namings) {
            put(naming.folder().entries, naming);
            folders.add(naming.folder());
        }
        unsynced.add(new Renaming(List.of(namings), folders));
    }

    private void sync(Node node) {
        node.sync();
        unsynced.forEach(renaming -> renaming.waiting().remove(node));
        List<Renaming> done =
                withWhatTheyNeed(
                        unsynced.stream()
                                .filter(renaming -> renaming.waiting().isEmpty())
                                .toList());
        done.forEach(Disk::keep);
        unsynced.removeIf(renaming -> isIn(done, renaming));
    }

    /// Some of the unsynced renamings, in order, with the earlier ones of the same names.
    List<Renaming> withWhatTheyNeed(List<Renaming> some) {
        List<Renaming> all = new ArrayList<>();
        for (int i = unsynced.size() - 1; i >= 0; i--) {
            Renaming renaming = unsynced.get(i);
            if (isIn(some, renaming) || all.stream().anyMatch(renaming::concerns)) {
                all.addFirst(renaming);
            }
        }
        return all;
    }

    /// Two that do the same to the same names are not the same.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isIn(List<Renaming> some, Renaming one) {
        return some.stream().anyMatch(renaming -> renaming == one);
    }

    private static void keep(Renaming renaming) {
        renaming.namings().forEach(naming -> put(naming.folder().kept, naming));
    }

    private static void put(@Nullable Map<String, Node> entries, Naming naming) {
        if (entries == null) {
            throw new IllegalStateException(naming.name() + " in a file");
        }
        Node node = naming.node();
        if (node == null) {
            entries.remove(naming.name());
        } else {
            entries.put(naming.name(), node);
        }
    }
}
