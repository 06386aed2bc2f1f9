package org.vigia.camera.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises what rpicam-vid (1.4 to 1.12, with libcamera) and ffmpeg's V4L2 input write to their
/// standard error when there is no picture to be had. Safe for several threads.
public final class CameraDiagnosis {
    private static final Pattern PI_DEVICES = Pattern.compile("/dev/(media|video|v4l-subdev)\\d+");
    private static final Pattern OPEN = Pattern.compile(".*Cannot open video device (\\S+): (.+)");
    private static final Pattern BUSY =
            Pattern.compile(".*?((?:/dev/\\S+?)?): Device or resource busy.*");
    private static final Pattern IOCTL = Pattern.compile(".*ioctl\\((VIDIOC_\\w+)\\): (.+)");

    private final Path proc;
    private final String user;
    private final Locale locale;

    /// @param proc where the kernel shows processes
    /// @param user whom the node runs as
    /// @param locale the language of what it says
    public CameraDiagnosis(Path proc, String user, Locale locale) {
        this.proc = proc;
        this.user = user;
        this.locale = locale;
    }

    /// With this machine's processes and this process's user.
    public static CameraDiagnosis ofThisMachine(Locale locale) {
        return new CameraDiagnosis(
                Path.of("/proc"), System.getProperty("user.name", "vigia"), locale);
    }

    /// What to do about a camera's program that cannot be started, in words.
    public Optional<String> ofProgram(String program) {
        return programFinding(program).map(finding -> finding.text(locale));
    }

    /// What lines of a camera's program mean, in words; of several findings the last one, which
    /// ended it.
    public Optional<String> ofWords(List<String> lines) {
        return finding(lines).map(finding -> finding.text(locale));
    }

    private static Optional<Finding> programFinding(String program) {
        return switch (program) {
            case "ffmpeg" -> Optional.of(new Finding(Finding.Kind.NO_FFMPEG));
            case "rpicam-vid", "libcamera-vid" ->
                    Optional.of(new Finding(Finding.Kind.NO_RPICAM, program));
            default -> Optional.empty();
        };
    }

    private Optional<Finding> finding(List<String> lines) {
        Optional<Finding> last = Optional.empty();
        for (String line : lines) {
            Optional<Finding> found = ofRpicam(line).or(() -> ofWebcam(line));
            last = found.isPresent() ? found : last;
        }
        return last;
    }

    private Optional<Finding> ofRpicam(String line) {
        if (line.contains("no cameras available")
                || line.contains("selected camera is not avail")) {
            return Optional.of(new Finding(Finding.Kind.PI_MISSING));
        }
        if (line.contains("failed to acquire camera")
                || line.contains("Pipeline handler in use by another process")) {
            return Optional.of(new Finding(Finding.Kind.PI_BUSY, holder(PI_DEVICES)));
        }
        if (line.contains("legacy camera stack")) {
            return Optional.of(new Finding(Finding.Kind.PI_LEGACY));
        }
        if (line.contains("only supports the Raspberry Pi platforms")) {
            return Optional.of(new Finding(Finding.Kind.PI_NOT_A_PI));
        }
        if (line.contains("Device timeout detected")
                || line.contains("Camera frontend has timed out")) {
            return Optional.of(new Finding(Finding.Kind.PI_SILENT));
        }
        if (line.contains("failed to open V4L2 H264 encoder")) {
            return Optional.of(
                    new Finding(
                            Finding.Kind.PI_ENCODER,
                            holder(Pattern.compile("/dev/video11")),
                            user));
        }
        if (line.contains("Unable to find an appropriate H.264 codec")
                || line.contains("Unrecognised codec libav")
                || line.contains("cannot find video encoder")) {
            return Optional.of(new Finding(Finding.Kind.PI_PACKAGE));
        }
        if (line.contains("/dev/dma_heap")
                || line.contains("Could not open any dma-buf provider")) {
            return Optional.of(new Finding(Finding.Kind.FORBIDDEN, user));
        }
        return Optional.empty();
    }

    private Optional<Finding> ofWebcam(String line) {
        Matcher open = OPEN.matcher(line);
        if (open.matches()) {
            return Optional.of(cannotOpen(open.group(1), open.group(2)));
        }
        Matcher busy = BUSY.matcher(line);
        if (busy.matches()) {
            return Optional.of(busy(busy.group(1)));
        }
        if (line.contains("Not a video capture device")) {
            return Optional.of(new Finding(Finding.Kind.WEBCAM_NO_CAMERA));
        }
        if (line.contains("Cannot find a proper format for codec")) {
            return Optional.of(new Finding(Finding.Kind.WEBCAM_FORMAT));
        }
        Matcher ioctl = IOCTL.matcher(line);
        if (!ioctl.matches()) {
            return Optional.empty();
        }
        if (ioctl.group(2).startsWith("No such device")) {
            return Optional.of(new Finding(Finding.Kind.WEBCAM_UNPLUGGED));
        }
        return switch (ioctl.group(1)) {
            case "VIDIOC_QUERYCAP" -> Optional.of(new Finding(Finding.Kind.WEBCAM_NO_CAMERA));
            case "VIDIOC_S_FMT", "VIDIOC_G_FMT", "VIDIOC_S_PARM", "VIDIOC_G_PARM" ->
                    Optional.of(new Finding(Finding.Kind.WEBCAM_FORMAT));
            default -> Optional.empty();
        };
    }

    private Finding cannotOpen(String device, String why) {
        if (why.startsWith("Permission denied")) {
            return new Finding(Finding.Kind.WEBCAM_FORBIDDEN, device, user);
        }
        return why.startsWith("Device or resource busy")
                ? busy(device)
                : new Finding(Finding.Kind.WEBCAM_MISSING, device);
    }

    private Finding busy(String device) {
        Pattern held =
                device.isEmpty()
                        ? Pattern.compile("/dev/video\\d+")
                        : Pattern.compile(Pattern.quote(device));
        return new Finding(
                Finding.Kind.WEBCAM_BUSY, device.isEmpty() ? "/dev/video*" : device, holder(held));
    }

    private String holder(Pattern devices) {
        return OpenFiles.holder(proc, devices).orElse("");
    }
}
