package org.vigia.camera.watch;

import org.vigia.camera.snapshot.GreyPicture;

/// Where a picture has edges, and how strong, in 80 by 45 cells: what stays in its place when light
/// comes and goes, and moves when the camera does.
final class Edges {
    static final int COLUMNS = GreyPicture.WIDTH / 2;
    static final int ROWS = GreyPicture.HEIGHT / 2;

    // A fifth of the view each way: beyond that what is still shared is too little to compare.
    private static final int FARTHEST_X = COLUMNS / 5;
    private static final int FARTHEST_Y = ROWS / 5;

    private final float[] cells;

    /// A displacement in cells, and how like the pictures are then.
    record Shift(int x, int y, double likeness) {
        int distance() {
            return Math.max(Math.abs(x), Math.abs(y));
        }
    }

    private Edges(float[] cells) {
        this.cells = cells;
    }

    static Edges of(GreyPicture picture) {
        float[] cells = new float[COLUMNS * ROWS];
        for (int y = 1; y < GreyPicture.HEIGHT - 1; y++) {
            for (int x = 1; x < GreyPicture.WIDTH - 1; x++) {
                int across = Math.abs(picture.at(x + 1, y) - picture.at(x - 1, y));
                int down = Math.abs(picture.at(x, y + 1) - picture.at(x, y - 1));
                cells[y / 2 * COLUMNS + x / 2] += across + down;
            }
        }
        return new Edges(cells);
    }

    /// These, with `weight` (0 to 1) of the others mixed in.
    Edges mixed(Edges others, double weight) {
        float[] mixed = new float[cells.length];
        for (int i = 0; i < cells.length; i++) {
            mixed[i] = (float) (cells[i] + weight * (others.cells[i] - cells[i]));
        }
        return new Edges(mixed);
    }

    /// How like the others these are in place: 1 the same, about 0 unrelated.
    double likeness(Edges others) {
        return likeness(others, 0, 0);
    }

    /// The displacement at which the others are most like these.
    Shift bestShift(Edges others) {
        Shift best = new Shift(0, 0, likeness(others));
        for (int y = -FARTHEST_Y; y <= FARTHEST_Y; y++) {
            for (int x = -FARTHEST_X; x <= FARTHEST_X; x++) {
                double likeness = likeness(others, x, y);
                if (likeness > best.likeness()) {
                    best = new Shift(x, y, likeness);
                }
            }
        }
        return best;
    }

    /// The correlation (Pearson's) of what both show.
    private double likeness(Edges others, int shiftX, int shiftY) {
        double sumA = 0;
        double sumB = 0;
        double sumAA = 0;
        double sumBB = 0;
        double sumAB = 0;
        // The cells at the rim have fewer neighbours: that is all they would have in common.
        int firstX = 1 + Math.max(0, shiftX);
        int lastX = COLUMNS - 1 + Math.min(0, shiftX);
        int firstY = 1 + Math.max(0, shiftY);
        int lastY = ROWS - 1 + Math.min(0, shiftY);
        for (int y = firstY; y < lastY; y++) {
            for (int x = firstX; x < lastX; x++) {
                double a = cells[y * COLUMNS + x];
                double b = others.cells[(y - shiftY) * COLUMNS + x - shiftX];
                sumA += a;
                sumB += b;
                sumAA += a * a;
                sumBB += b * b;
                sumAB += a * b;
            }
        }
        double n = (double) (lastX - firstX) * (lastY - firstY);
        double spread = (sumAA - sumA * sumA / n) * (sumBB - sumB * sumB / n);
        return spread <= 0 ? 0 : (sumAB - sumA * sumB / n) / Math.sqrt(spread);
    }
}
