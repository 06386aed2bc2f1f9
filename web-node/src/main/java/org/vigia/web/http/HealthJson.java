package org.vigia.web.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.SelfTestFailure;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.web.health.CameraVitals;
import org.vigia.web.link.LinkLine;

/// A camera's health as the API shows it; docs/openapi.yaml says what the fields mean.
record HealthJson(
        String camera,
        @Nullable LinkJson link,
        @Nullable String said,
        @Nullable CameraHealth health,
        SelfTestJson selfTest) {
    /// Its link.
    record LinkJson(
            String since, @Nullable Double roundTripMillis, String software, boolean saysHealth) {
        static @Nullable LinkJson of(@Nullable LinkLine line) {
            return line == null
                    ? null
                    : new LinkJson(
                            time(line.sinceMillis()),
                            line.roundTripMicros() < 0 ? null : line.roundTripMicros() / 1000.0,
                            line.software(),
                            line.saysHealth());
        }
    }

    /// Whether its events come through.
    record SelfTestJson(
            boolean running,
            boolean missing,
            @Nullable ResultJson last,
            @Nullable String event,
            @Nullable String received) {}

    /// What came of a self-test.
    record ResultJson(
            String started,
            boolean asked,
            @Nullable SelfTestFailure failure,
            @Nullable Long spooledMillis,
            @Nullable Long sentMillis,
            @Nullable Long signedMillis) {
        static @Nullable ResultJson of(@Nullable SelfTestResult result) {
            return result == null
                    ? null
                    : new ResultJson(
                            time(result.startedMillis()),
                            result.asked(),
                            result.failure(),
                            result.spooledMillis(),
                            result.sentMillis(),
                            result.signedMillis());
        }
    }

    static HealthJson of(CameraVitals vitals) {
        CameraVitals.Said said = vitals.said();
        CameraVitals.SelfTests tests = vitals.selfTest();
        boolean running =
                vitals.line() != null && said != null && said.health().selfTest().running();
        return new HealthJson(
                vitals.camera(),
                LinkJson.of(vitals.line()),
                said == null ? null : time(said.atMillis()),
                said == null ? null : said.health(),
                new SelfTestJson(
                        running,
                        tests.missing(),
                        ResultJson.of(tests.last()),
                        tests.event() == null ? null : tests.event().text(),
                        tests.receivedMillis() == 0 ? null : time(tests.receivedMillis())));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
