package org.vigia.web.picture;

/// Makes small pictures of what cameras have sent. Safe for any number of threads.
public interface PictureMaker {
    /// The widest picture that can be asked for.
    int MAX_WIDTH = 1920;

    /// Makes a JPEG of the first frame of `footage` and waits for it: some 0.1 s where nothing else
    /// waits, and never longer than a bounded queue of bounded attempts takes. Bytes that cannot be
    /// decoded cost one [Picture.None], a queue that is full one [Picture.Crowded].
    ///
    /// @param width the bound for both width and height, 16 to [#MAX_WIDTH]; the aspect ratio is
    ///   kept and nothing is made larger
    /// @throws InterruptedException when the calling thread is interrupted; the attempt is given up
    Picture make(Footage footage, int width) throws InterruptedException;
}
