package org.vigia.web.picture;

import java.time.Duration;

/// The usual limits, but for one.
final class TestLimits {
    private TestLimits() {}

    static CageLimits within(Duration wall) {
        CageLimits usual = CageLimits.ONE_FRAME;
        return new CageLimits(
                wall,
                usual.cpuSeconds(),
                usual.dataBytes(),
                usual.addressBytes(),
                usual.tasks(),
                usual.inputBytes(),
                usual.outputBytes());
    }
}
