package org.vigia.camera.watch;

import org.vigia.camera.snapshot.GreyPicture;

/// What the watch takes from one picture.
///
/// @param detail how much neighbouring dots differ on average, in grey levels, across plus down
/// @param contrast how far the dots spread around their mean (standard deviation), in grey levels
/// @param fingerprint of the whole picture
record Look(double detail, double contrast, Edges edges, long fingerprint) {
    static Look of(GreyPicture picture) {
        long sum = 0;
        long squares = 0;
        long across = 0;
        long down = 0;
        for (int y = 0; y < GreyPicture.HEIGHT; y++) {
            for (int x = 0; x < GreyPicture.WIDTH; x++) {
                int dot = picture.at(x, y);
                sum += dot;
                squares += (long) dot * dot;
                across += x == 0 ? 0 : Math.abs(dot - picture.at(x - 1, y));
                down += y == 0 ? 0 : Math.abs(dot - picture.at(x, y - 1));
            }
        }
        double dots = (double) GreyPicture.WIDTH * GreyPicture.HEIGHT;
        double mean = sum / dots;
        return new Look(
                (across + down) / dots,
                Math.sqrt(Math.max(0, squares / dots - mean * mean)),
                Edges.of(picture),
                picture.fingerprint());
    }

    /// How fine the picture is for its contrast: falls when it is blurred, and not when the light
    /// does.
    double sharpness() {
        return detail / (contrast + 1);
    }
}
