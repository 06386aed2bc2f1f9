package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.World.Stored;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;
import org.vigia.telegram.server.wire.Upload;

/// Files in messages: their limits, and how a message tells of them.
final class Media {
    private static final int PHOTO = 10 * 1024 * 1024;
    private static final int FILE = 50 * 1024 * 1024;
    private static final int PHOTO_SIDES = 10_000;
    private static final int PHOTO_RATIO = 20;

    private record Size(int width, int height) {}

    private Media() {}

    /// The file of a message, new or sent before.
    static Stored of(String kind, Call call, World world) throws Refusal {
        @Nullable Upload upload = call.files().get(kind);
        if (upload == null) {
            String id = call.text(kind);
            @Nullable Stored known = world.stored(id);
            if (id.contains("://")) {
                throw Refusal.badRequest("failed to get HTTP URL content");
            }
            if (known == null) {
                throw Refusal.badRequest("wrong file identifier/HTTP URL specified");
            }
            if (!known.kind().equals(kind)) {
                throw Refusal.badRequest(
                        "can't use file of type %s as %s".formatted(known.kind(), kind));
            }
            return known;
        }
        check(kind, upload);
        return world.store(kind, upload);
    }

    private static void check(String kind, Upload upload) throws Refusal {
        int bytes = upload.bytes().length;
        if (bytes == 0) {
            throw Refusal.badRequest("file must be non-empty");
        }
        if (bytes > FILE) {
            throw Refusal.of(413, "Request Entity Too Large");
        }
        if (!kind.equals("photo")) {
            return;
        }
        if (bytes > PHOTO) {
            throw Refusal.badRequest(
                    "file of size %d bytes is too big for a photo; the maximum size is %d bytes"
                            .formatted(bytes, PHOTO));
        }
        @Nullable Size size = size(upload);
        if (size == null) {
            throw Refusal.badRequest("IMAGE_PROCESS_FAILED");
        }
        int longer = Math.max(size.width(), size.height());
        int shorter = Math.max(1, Math.min(size.width(), size.height()));
        if (size.width() + size.height() > PHOTO_SIDES || longer / shorter > PHOTO_RATIO) {
            throw Refusal.badRequest("PHOTO_INVALID_DIMENSIONS");
        }
    }

    private static @Nullable Size size(Upload upload) {
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(upload.bytes()))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            reader.setInput(in);
            return new Size(reader.getWidth(0), reader.getHeight(0));
        } catch (IOException e) {
            return null;
        }
    }

    /// Puts into a message what a bot is told of the file.
    static void put(String kind, Stored stored, Call call, ObjectNode message) {
        ObjectNode file = World.object();
        file.put("file_id", stored.fileId());
        file.put("file_unique_id", stored.fileId().substring(4));
        file.put("file_size", stored.file().bytes().length);
        switch (kind) {
            case "photo" -> {
                @Nullable Size size = size(stored.file());
                file.put("width", size == null ? 1 : size.width());
                file.put("height", size == null ? 1 : size.height());
                message.putArray("photo").add(file);
            }
            case "video", "animation" -> {
                file.put("width", call.number("width", 0)).put("height", call.number("height", 0));
                file.put("duration", call.number("duration", 0));
                named(file, stored, "video/mp4");
                message.set(kind, file);
                if (kind.equals("animation")) {
                    message.set("document", file.deepCopy());
                }
            }
            default -> {
                named(file, stored, "application/octet-stream");
                message.set(kind, file);
            }
        }
    }

    private static void named(ObjectNode file, Stored stored, String type) {
        file.put("file_name", stored.file().name()).put("mime_type", type);
    }
}
