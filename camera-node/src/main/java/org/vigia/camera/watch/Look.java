package org.vigia.camera.watch;

import org.vigia.camera.snapshot.GreyPicture;

/// What the watch takes from one picture.
///
/// @param detail how far a dot is off its two neighbours on average (second difference), in grey
///   levels, across plus down: first differences would survive blur at every single edge
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
                if (x > 0 && x < GreyPicture.WIDTH - 1) {
                    across += Math.abs(2 * dot - picture.at(x - 1, y) - picture.at(x + 1, y));
                }
                if (y > 0 && y < GreyPicture.HEIGHT - 1) {
                    down += Math.abs(2 * dot - picture.at(x, y - 1) - picture.at(x, y + 1));
                }
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
