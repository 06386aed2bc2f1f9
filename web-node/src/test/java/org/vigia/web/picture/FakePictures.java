package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Has the same answer for everything that it is to make a picture of, and remembers what that was.
public final class FakePictures implements PictureMaker {
    private final List<byte[]> footage = new CopyOnWriteArrayList<>();
    private volatile Picture answer = new Picture.None("no sandbox: bwrap is missing");

    /// What is answered from now on.
    public void answer(Picture picture) {
        answer = picture;
    }

    /// What pictures were made of so far.
    public List<byte[]> footage() {
        return footage;
    }

    @Override
    public Picture make(Footage film, int width) {
        try (InputStream in = film.source().open()) {
            footage.add(in.readAllBytes());
        } catch (IOException e) {
            return new Picture.None(String.valueOf(e.getMessage()));
        }
        return answer;
    }
}
