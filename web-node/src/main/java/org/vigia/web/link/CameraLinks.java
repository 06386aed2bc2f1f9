package org.vigia.web.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.ForeignText;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Cameras;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.evidence.EvidenceRecorder;
import org.vigia.web.evidence.EvidenceSession;
import org.vigia.web.live.LiveHub;

/// The cameras and their connections: one each, the newest. Safe for use by several threads.
public final class CameraLinks implements Cameras, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraLinks.class);

    private final Supplier<List<String>> registered;
    private final String receiptKey;
    private final LiveHub hub;
    private final Clock clock;
    private final Pace pace;
    private final Map<String, Presence> presences = new ConcurrentHashMap<>();
    private final List<Consumer<CameraView>> observers = new CopyOnWriteArrayList<>();
    private final List<LinkWatch> watches = new CopyOnWriteArrayList<>();
    private final List<HealthListener> healthListeners = new CopyOnWriteArrayList<>();
    private final LinkObserver account = new Account();
    private volatile boolean closing;

    /// What is known of a camera since the start.
    private static final class Presence {
        volatile @Nullable CameraLink link;
        volatile @Nullable CameraStatus status;
        volatile long lastContactMillis;
    }

    /// @param registered the names of the registered cameras, read each time
    /// @param receiptKey the public half of the key that receipts are signed with, an `ssh-rsa`
    ///   line
    /// @param hub where frames go
    /// @param clock wall time, told to cameras and shown
    /// @param pace monotonic time
    public CameraLinks(
            Supplier<List<String>> registered,
            String receiptKey,
            LiveHub hub,
            Clock clock,
            Pace pace) {
        this.registered = registered;
        this.receiptKey = receiptKey;
        this.hub = hub;
        this.clock = clock;
        this.pace = pace;
    }

    /// Serves one connection of `camera`, whose SSH key has been checked; returns when it is over.
    ///
    /// @param cut ends the whole connection at once, from any thread
    /// @param announcements where announced events go
    /// @param evidence where frames go that are to be kept
    public void serve(
            String camera,
            InputStream in,
            OutputStream out,
            Runnable cut,
            EventAnnouncements announcements,
            EvidenceRecorder evidence) {
        LinkConnection connection = new LinkConnection(camera, in, out, cut);
        EvidenceSession session = evidence.session(camera);
        LinkNotes notes = new LinkNotes(camera, announcements);
        CameraLink link = new CameraLink(connection, hub, session, notes, account, clock, pace);
        try {
            link.greet(receiptKey);
            replace(camera, link);
            link.run();
        } catch (LinkException e) {
            String why = ForeignText.line(e.getMessage());
            LOG.warn("camera {} broke the link's protocol: {}", camera, why);
            link.farewell(why);
        } catch (IOException e) {
            LOG.debug("camera {}: the link broke", camera, e);
        } finally {
            link.close();
            // Where this node ends the link, no camera has disappeared.
            gone(camera, link, session.ended(!closing));
        }
    }

    /// Hands a receipt to its camera if it is connected; otherwise it will ask again.
    public void receipt(String camera, byte[] document, byte[] signature) {
        CameraLink link = presence(camera).link;
        if (link != null) {
            link.say(new LinkMessage.ReceiptIssued(document, signature));
        }
    }

    @Override
    public List<CameraView> all() {
        return registered.get().stream().sorted().map(this::view).toList();
    }

    @Override
    public Optional<CameraView> find(String name) {
        return registered.get().contains(name) ? Optional.of(view(name)) : Optional.empty();
    }

    @Override
    public CommandOutcome command(String name, CameraCommand command, Duration patience)
            throws InterruptedException {
        if (!registered.get().contains(name)) {
            return new CommandOutcome.Unknown();
        }
        CameraLink link = presence(name).link;
        if (link == null) {
            return new CommandOutcome.Offline();
        }
        if (command instanceof CameraCommand.SelfTest && !link.saysHealth()) {
            return new CommandOutcome.Refused(
                    "its software (%s) is too old for that".formatted(link.line().software()));
        }
        Optional<LinkMessage.CommandAnswer> answer = link.ask(command, patience);
        if (answer.isEmpty()) {
            return new CommandOutcome.TimedOut();
        }
        String refusal = answer.get().refusal();
        return refusal == null
                ? new CommandOutcome.Done(answer.get().status())
                : new CommandOutcome.Refused(refusal);
    }

    /// Whether it is registered: a link is never lost for longer than it is down.
    @Override
    public boolean confirm(String name, String by) {
        return registered.get().contains(name);
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraView> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /// Tells `watch` of links that come and go from now on.
    public void watch(LinkWatch watch) {
        watches.add(watch);
    }

    /// Tells `listener` how cameras are from now on.
    public void heed(HealthListener listener) {
        healthListeners.add(listener);
    }

    /// A camera's link; empty while it has none.
    public Optional<LinkLine> line(String camera) {
        return Optional.ofNullable(presence(camera).link).map(CameraLink::line);
    }

    /// Asks a camera how it is, if it is there and knows how to say it.
    public void askHealth(String camera) {
        CameraLink link = presence(camera).link;
        if (link != null && link.saysHealth()) {
            link.say(new LinkMessage.HealthWanted(clock.millis()));
        }
    }

    /// Ends every connection.
    @Override
    public void close() {
        closing = true;
        presences
                .values()
                .forEach(p -> {
                    CameraLink link = p.link;
                    if (link != null) {
                        link.farewell("web-node is shutting down");
                    }
                });
    }

    private Presence presence(String camera) {
        return presences.computeIfAbsent(camera, _ -> new Presence());
    }

    private void replace(String camera, CameraLink link) {
        Presence presence = presence(camera);
        CameraLink old;
        synchronized (presence) {
            old = presence.link;
            presence.link = link;
            presence.lastContactMillis = clock.millis();
        }
        if (old != null) {
            LOG.info("camera {} has dialled again; its older link is closed", camera);
            old.cut();
        } else {
            watches.forEach(w -> w.began(camera));
        }
        tell(camera);
    }

    private void gone(String camera, CameraLink link, boolean filming) {
        Presence presence = presence(camera);
        synchronized (presence) {
            if (presence.link != link) {
                return;
            }
            presence.link = null;
        }
        LOG.info("camera {} is offline", camera);
        watches.forEach(w -> w.ended(camera, filming));
        tell(camera);
    }

    private CameraView view(String name) {
        Presence presence = presence(name);
        return new CameraView(
                name, presence.link != null, presence.status, presence.lastContactMillis, null);
    }

    private void tell(String camera) {
        CameraView view = view(camera);
        observers.forEach(o -> o.accept(view));
    }

    /// What links say of their cameras as such.
    private final class Account implements LinkObserver {
        @Override
        public void onContact(CameraLink link) {
            presence(link.camera()).lastContactMillis = clock.millis();
        }

        @Override
        public void onStatus(CameraLink link, CameraStatus status) {
            presence(link.camera()).status = status;
            tell(link.camera());
        }

        @Override
        public void onHealth(CameraLink link, CameraHealth health) {
            healthListeners.forEach(l -> l.healthSaid(link.camera(), health));
        }
    }
}
