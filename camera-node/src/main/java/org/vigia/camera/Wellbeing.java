package org.vigia.camera;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.delivery.Uploader;
import org.vigia.camera.health.FrameMeter;
import org.vigia.camera.health.HealthReport;
import org.vigia.camera.health.HealthTeller;
import org.vigia.camera.health.UploadMeter;
import org.vigia.camera.link.LinkClient;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.selftest.SelfTest;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.machine.Machine;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.VideoSink;

/// How this node is and whether an event of it comes through, measured beside everything else and
/// told to Pi #B.
final class Wellbeing implements AutoCloseable {
    private final SelfTest selfTest;
    private final UploadMeter uploads;
    private final FrameMeter frames;
    private final HealthTeller teller;

    /// @param uploader what delivery is to use, measured
    /// @param film where frames are to go, counted
    Wellbeing(
            CameraConfig config,
            String version,
            Spool spool,
            Moments moments,
            LinkClient link,
            Uploader uploader,
            VideoSink film,
            Clock clock,
            Pace pace) {
        selfTest =
                new SelfTest(
                        config.data(),
                        config.name(),
                        spool,
                        opening -> link.announce(EventNews.announcement(opening)),
                        moments,
                        clock,
                        pace);
        uploads = new UploadMeter(uploader, selfTest::sent, pace);
        frames = new FrameMeter(film, pace);
        teller =
                new HealthTeller(
                        new HealthReport(
                                version,
                                Machine.here(),
                                config.data(),
                                spool,
                                moments,
                                new HealthReport.Parts(
                                        uploads::last, frames::film, selfTest::state),
                                clock,
                                pace),
                        health -> link.tell(new LinkMessage.Health(health)),
                        pace);
    }

    Uploader uploader() {
        return uploads;
    }

    VideoSink film() {
        return frames;
    }

    /// Begins.
    ///
    /// @param incident whether one lasts
    void start(BooleanSupplier incident) {
        selfTest.start(incident, teller::hurry);
        teller.start();
    }

    /// The link stands anew.
    void linked() {
        selfTest.linked();
        teller.hurry();
    }

    /// Somebody looks.
    void wanted() {
        teller.hurry();
    }

    /// Tries out now whether an event comes through.
    ///
    /// @return why there is no self-test now, in words; null when one has begun
    @Nullable String test() {
        return selfTest.ask();
    }

    /// Pi #B has signed for an event.
    void signed(EventId event) {
        selfTest.signed(event);
    }

    @Override
    public void close() {
        selfTest.close();
        teller.close();
    }
}
