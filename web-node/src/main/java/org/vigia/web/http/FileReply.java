package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers with a file or a part of it, a chunk at a time. Around Javalin's own streaming, which
/// spins on ranges past the end and does not know suffixes.
///
/// @param file what is sent
/// @param contentType its media type
/// @param sha256 its hash, which is its entity tag
/// @param saveAs the name under which a browser would save it
/// @param cached whether browsers may keep it for a month: where its address names its hash
record FileReply(Path file, String contentType, String sha256, String saveAs, boolean cached) {
    private static final Logger LOG = LoggerFactory.getLogger(FileReply.class);
    private static final int CHUNK = 64 * 1024;

    void send(Context ctx) throws IOException {
        String tag = "\"" + sha256 + "\"";
        HttpServletResponse response = ctx.res();
        response.setHeader("ETag", tag);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader(
                "Cache-Control",
                cached ? "private, max-age=2592000, immutable" : "private, no-store");
        String known = ctx.header("If-None-Match");
        if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
            response.setStatus(304);
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            switch (rangeFor(ctx, tag, size)) {
                case ByteRange.Whole() -> write(ctx, channel, 0, size);
                case ByteRange.Part(long first, long last) -> {
                    response.setStatus(206);
                    response.setHeader(
                            "Content-Range", "bytes %d-%d/%d".formatted(first, last, size));
                    write(ctx, channel, first, last - first + 1);
                }
                case ByteRange.Unsatisfiable() -> {
                    response.setHeader("Content-Range", "bytes */" + size);
                    throw Problem.ofStatus(416, "The file has %d bytes.".formatted(size));
                }
            }
        }
    }

    private static ByteRange rangeFor(Context ctx, String tag, long size) {
        String condition = ctx.header("If-Range");
        boolean applies =
                ctx.method().equals(HandlerType.GET)
                        && (condition == null || condition.strip().equals(tag));
        return applies ? ByteRange.of(ctx.header("Range"), size) : new ByteRange.Whole();
    }

    private void write(Context ctx, FileChannel channel, long from, long length)
            throws IOException {
        HttpServletResponse response = ctx.res();
        response.setContentType(contentType);
        response.setContentLengthLong(length);
        response.setHeader("Content-Disposition", "inline; filename=\"" + saveAs + "\"");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, length)));
        OutputStream out = response.getOutputStream();
        long position = from;
        long left = length;
        while (left > 0) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), left));
            int read = channel.read(chunk, position);
            if (read < 0) {
                throw new IOException(file + " is shorter than it was");
            }
            try {
                out.write(chunk.array(), 0, read);
            } catch (IOException e) {
                LOG.debug("{} went away while {} was sent", ctx.ip(), file.getFileName());
                return;
            }
            position += read;
            left -= read;
        }
    }
}
