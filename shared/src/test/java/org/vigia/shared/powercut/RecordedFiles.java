package org.vigia.shared.powercut;

import static org.vigia.shared.powercut.RecordedPath.real;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/// Does everything on the machine's own file system, and notes what changes there.
final class RecordedFiles extends FileSystemProvider {
    private static final FileSystemProvider REAL = FileSystems.getDefault().provider();

    private final Recording recording;
    private final RecordedSystem system = new RecordedSystem(this);

    RecordedFiles(Recording recording) {
        this.recording = recording;
    }

    Path path(Path real) {
        return new RecordedPath(system, real);
    }

    @Override
    public String getScheme() {
        return "recorded";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return path(Path.of(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = real(path);
        synchronized (recording) {
            if (!options.isEmpty() && !options.equals(Set.of(StandardOpenOption.READ))) {
                recording.live();
            }
            boolean fresh = !Files.exists(real);
            FileChannel channel = FileChannel.open(real, options, attributes);
            if (fresh) {
                recording.note(new Act.Made(recording.below(real), false));
            }
            int handle = recording.opened(real, channel);
            if (!fresh && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                recording.note(new Act.Truncated(handle, 0));
            }
            boolean append = options.contains(StandardOpenOption.APPEND);
            return new RecordedChannel(recording, handle, real, channel, append);
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        DirectoryStream<Path> stream =
                REAL.newDirectoryStream(real(folder), entry -> filter.accept(path(entry)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> entries = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Path next() {
                        return path(entries.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        Path real = real(folder);
        recording.done(
                () -> Files.createDirectory(real, attributes),
                new Act.Made(recording.below(real), true));
    }

    @Override
    public void delete(Path path) throws IOException {
        Path real = real(path);
        recording.done(
                () -> {
                    Files.delete(real);
                    return real;
                },
                new Act.Removed(recording.below(real)));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        recording.done(
                () -> Files.createLink(real(link), real(existing)),
                new Act.Linked(recording.below(real(link)), recording.below(real(existing))));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        recording.done(
                () -> Files.move(real(from), real(to), options),
                new Act.Moved(recording.below(real(from)), recording.below(real(to))));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        throw new UnsupportedOperationException("nothing that is recorded copies files");
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return Files.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        REAL.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return REAL.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return REAL.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
            throws IOException {
        return REAL.readAttributes(real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
            throws IOException {
        REAL.setAttribute(real(path), name, value, options);
    }
}
