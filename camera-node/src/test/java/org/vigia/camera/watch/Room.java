package org.vigia.camera.watch;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.snapshot.GreyPicture;

/// A made-up room full of rectangles, and a camera in it whose pictures have noise: a seed, a room.
final class Room {
    private static final int MARGIN = 60;
    private static final int WIDTH = GreyPicture.WIDTH + 2 * MARGIN;
    private static final int HEIGHT = GreyPicture.HEIGHT + 2 * MARGIN;
    private static final double[] GRAIN =
            new Random(11).doubles(4096).map(d -> Math.sqrt(12) * (d - 0.5)).toArray();

    private final double[] walls = new double[WIDTH * HEIGHT];
    private final double[] picture = new double[GreyPicture.WIDTH * GreyPicture.HEIGHT];
    private final Random noise = new Random(7);
    private @Nullable Camera painted;

    /// How the camera sees it.
    ///
    /// @param right how far it looks to the right, in dots
    /// @param down how far it looks down
    /// @param light 1 for as usual
    /// @param blur the radius of what a dot is smeared over
    /// @param noise the spread of the sensor's noise, in grey levels
    /// @param person where somebody stands, in dots from the left; negative for nobody
    record Camera(int right, int down, double light, int blur, double noise, int person) {
        static final Camera USUAL = new Camera(0, 0, 1, 0, 0.4, -1);

        Camera turned(int toRight, int toDown) {
            return new Camera(toRight, toDown, light, blur, noise, person);
        }

        Camera lit(double by) {
            return new Camera(right, down, by, blur, noise, person);
        }

        Camera blurred(int radius) {
            return new Camera(right, down, light, radius, noise, person);
        }

        Camera noisy(double spread) {
            return new Camera(right, down, light, blur, spread, person);
        }

        Camera with(int somebody) {
            return new Camera(right, down, light, blur, noise, somebody);
        }
    }

    Room(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 260; i++) {
            int w = 3 + random.nextInt(i < 40 ? 90 : 22);
            int h = 3 + random.nextInt(i < 40 ? 70 : 18);
            int x = random.nextInt(WIDTH - w);
            int y = random.nextInt(HEIGHT - h);
            double grey = 40 + random.nextInt(150);
            for (int row = y; row < y + h; row++) {
                for (int column = x; column < x + w; column++) {
                    walls[row * WIDTH + column] = grey;
                }
            }
        }
    }

    Look seen(Camera camera) {
        if (!camera.equals(painted)) {
            painted = camera;
            paint(camera);
        }
        byte[] dots = new byte[picture.length];
        for (int i = 0; i < dots.length; i++) {
            double grain = GRAIN[noise.nextInt(GRAIN.length)] * camera.noise();
            dots[i] = (byte) Math.clamp(Math.round(picture[i] + grain), 0, 255);
        }
        return Look.of(new GreyPicture(dots));
    }

    private void paint(Camera camera) {
        for (int y = 0; y < GreyPicture.HEIGHT; y++) {
            for (int x = 0; x < GreyPicture.WIDTH; x++) {
                boolean person =
                        camera.person() >= 0 && Math.abs(x - camera.person()) < 9 && y > 25;
                double grey = person ? 60 : smeared(camera, x, y);
                picture[y * GreyPicture.WIDTH + x] = grey * camera.light();
            }
        }
    }

    private double smeared(Camera camera, int x, int y) {
        int blur = camera.blur();
        double sum = 0;
        for (int row = y - blur; row <= y + blur; row++) {
            for (int column = x - blur; column <= x + blur; column++) {
                sum +=
                        walls[
                                (row + MARGIN + camera.down()) * WIDTH
                                        + column
                                        + MARGIN
                                        + camera.right()];
            }
        }
        return sum / (2 * blur + 1) / (2 * blur + 1);
    }
}
