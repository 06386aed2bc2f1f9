package org.vigia.shared.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// An open file whose changes are noted.
final class RecordedChannel extends FileChannel {
    private final Recording recording;
    private final int handle;
    private final Path real;
    private final FileChannel channel;
    private final boolean append;

    RecordedChannel(
            Recording recording, int handle, Path real, FileChannel channel, boolean append) {
        this.recording = recording;
        this.handle = handle;
        this.real = real;
        this.channel = channel;
        this.append = append;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        synchronized (recording) {
            recording.live();
            long offset = append ? channel.size() : channel.position();
            byte[] bytes = copy(source);
            int written = channel.write(source);
            note(offset, bytes, written);
            return written;
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        synchronized (recording) {
            recording.live();
            byte[] bytes = copy(source);
            int written = channel.write(source, position);
            note(position, bytes, written);
            return written;
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(sources[i]);
        }
        return written;
    }

    private static byte[] copy(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(source.position(), bytes);
        return bytes;
    }

    private void note(long offset, byte[] bytes, int written) {
        if (written != bytes.length) {
            throw new IllegalStateException("a short write to " + real);
        }
        recording.note(new Act.Written(handle, offset, bytes));
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        synchronized (recording) {
            if (size < channel.size()) {
                recording.live();
                channel.truncate(size);
                recording.note(new Act.Truncated(handle, size));
            }
        }
        return this;
    }

    /// Nothing is forced: the cuts of power are not real.
    @Override
    public void force(boolean metaData) {
        synchronized (recording) {
            recording.live();
            recording.note(new Act.Synced(handle, recording.site(real)));
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return channel.read(targets, offset, length);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
        return channel.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return channel.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }
}
