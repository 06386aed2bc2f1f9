package org.vigia.camera.watch;

/// The view as it has been lately: what pictures are compared with.
///
/// @param looks how many pictures it is made of
record Remembered(int looks, double detail, double sharpness, Edges edges) {
    /// Pictures that are only learned from, at first.
    static final int LEARNING = 5;

    // Of what is learned a picture later: a scene that changes over minutes is followed.
    private static final double WEIGHT = 1.0 / 60;

    // Detail that comes is believed slowly, so that a lamp on for a moment does not make the dark
    // after it look like a hand before the lens.
    private static final double RISING_WEIGHT = 1.0 / 300;

    static Remembered of(Look look) {
        return new Remembered(1, look.detail(), look.sharpness(), look.edges());
    }

    boolean learned() {
        return looks >= LEARNING;
    }

    Remembered with(Look look) {
        double weight = learned() ? WEIGHT : 1.0 / (looks + 1);
        double detailWeight = learned() && look.detail() > detail ? RISING_WEIGHT : weight;
        return new Remembered(
                Math.min(looks + 1, LEARNING),
                detail + detailWeight * (look.detail() - detail),
                sharpness + weight * (look.sharpness() - sharpness),
                edges.mixed(look.edges(), weight));
    }
}
