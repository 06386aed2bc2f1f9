package org.vigia.web.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Loss;

/// A camera as the API shows it; docs/openapi.yaml says what the fields mean.
record CameraJson(
        String id,
        boolean online,
        @Nullable CameraStatus status,
        @Nullable String lastContact,
        @Nullable LossJson loss,
        @Nullable String revoked) {
    /// That it was lost.
    record LossJson(String event, String since) {
        static @Nullable LossJson of(@Nullable Loss loss) {
            return loss == null
                    ? null
                    : new LossJson(
                            loss.event().text(),
                            Instant.ofEpochMilli(loss.sinceMillis()).toString());
        }
    }

    static CameraJson of(CameraView view) {
        return new CameraJson(
                view.name(),
                view.online(),
                view.status(),
                timeOrNull(view.lastContactMillis()),
                LossJson.of(view.loss()),
                timeOrNull(view.revokedMillis()));
    }

    private static @Nullable String timeOrNull(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
