package org.vigia.shared.powercut;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is done to the files of one folder, as long as it is done by paths that [#path] has given.
/// Safe for use by several threads.
public final class Recording {
    private static final int FRAMES = 4;

    private final Path folder;
    private final RecordedFiles files = new RecordedFiles(this);
    private final List<Act> acts = new ArrayList<>();
    private int handles;
    private int last = Integer.MAX_VALUE;

    /// What the kernel closes when a process ends.
    private final List<FileChannel> open = new ArrayList<>();

    /// Does something to the disk.
    @FunctionalInterface
    interface Deed<T> {
        T done() throws IOException;
    }

    /// @param folder a real one, empty
    public Recording(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /// The recorded folder; all that is done by paths from here is recorded.
    public Path path() {
        return files.path(folder);
    }

    /// From the act after so many on, nothing is done any more until [#revive]: the process is
    /// dead, though its threads do not know.
    public synchronized void killAfter(int count) {
        last = count;
    }

    /// What is dead stays so, but another process begins.
    ///
    /// @return whether the former was killed
    /// @throws IOException when what it had open cannot be closed
    public synchronized boolean revive() throws IOException {
        for (FileChannel channel : open) {
            channel.close();
        }
        open.clear();
        boolean killed = acts.size() >= last;
        last = Integer.MAX_VALUE;
        return killed;
    }

    /// Thrown at whatever a killed process still tries to do to its files.
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    synchronized void live() {
        if (acts.size() >= last) {
            throw new Killed();
        }
    }

    /// Notes what has been promised by now.
    public synchronized void promised(Object word) {
        acts.add(new Act.Said(word, true));
    }

    /// Notes what is about to be done, and may be found done from now on.
    public synchronized void about(Object word) {
        acts.add(new Act.Said(word, false));
    }

    /// Whether all that has been written to files whose name ends like this has been synced since.
    public synchronized boolean isSynced(String end) {
        Set<Integer> handles = new HashSet<>();
        Set<Integer> dirty = new HashSet<>();
        for (Act act : acts) {
            if (act instanceof Act.Opened(int handle, Path path) && path.toString().endsWith(end)) {
                handles.add(handle);
            } else if (act instanceof Act.Written(int handle, long _, byte[] _)) {
                dirty.add(handle);
            } else if (act instanceof Act.Synced(int handle, String _)) {
                dirty.remove(handle);
            }
        }
        dirty.retainAll(handles);
        return dirty.isEmpty();
    }

    synchronized List<Act> acts() {
        return List.copyOf(acts);
    }

    /// Does something, and notes it where it succeeds.
    synchronized <T> T done(Deed<T> deed, Act act) throws IOException {
        live();
        T result = deed.done();
        acts.add(act);
        return result;
    }

    synchronized void note(Act act) {
        acts.add(act);
    }

    synchronized int opened(Path path, FileChannel channel) {
        open.add(channel);
        handles++;
        acts.add(new Act.Opened(handles, below(path)));
        return handles;
    }

    Path below(Path real) {
        return folder.relativize(real.toAbsolutePath());
    }

    /// Who asks for a sync, and of what: so that one can be told from another.
    String site(Path real) {
        String frames =
                StackWalker.getInstance()
                        .walk(stack ->
                                stack.filter(Recording::isProduct)
                                        .limit(FRAMES)
                                        .map(Recording::text)
                                        .collect(Collectors.joining(" < ")));
        return below(real).toString().replaceAll("[0-9a-f]{6,}[0-9a-f-]*|[0-9]+", "#")
                + " by "
                + frames;
    }

    private static boolean isProduct(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.startsWith("org.vigia.")
                && !name.startsWith(Recording.class.getPackageName() + ".");
    }

    private static String text(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1)
                + "."
                + frame.getMethodName().replaceAll("lambda\\$(\\w+)\\$\\d+", "$1");
    }
}
