package org.vigia.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.machine.Machine;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.config.WebConfig;
import org.vigia.web.evidence.EvidenceRecorder;
import org.vigia.web.evidence.StoredFilms;
import org.vigia.web.evidence.StreamLimits;
import org.vigia.web.health.HealthBook;
import org.vigia.web.health.MissingReport;
import org.vigia.web.health.NodeReport;
import org.vigia.web.http.Site;
import org.vigia.web.http.SiteConfig;
import org.vigia.web.http.SiteHealth;
import org.vigia.web.http.SiteHistory;
import org.vigia.web.index.EventIndex;
import org.vigia.web.link.CameraLinks;
import org.vigia.web.link.EventAnnouncements;
import org.vigia.web.live.LiveHub;
import org.vigia.web.metrics.Tally;
import org.vigia.web.pairing.HostKeys;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.picture.CagedFfmpeg;
import org.vigia.web.presence.PresenceLog;
import org.vigia.web.preset.PanPresets;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;
import org.vigia.web.registry.RegisteredCameras;
import org.vigia.web.retention.Retention;
import org.vigia.web.seen.SeenBook;
import org.vigia.web.ssh.SshEndpoint;
import org.vigia.web.ssh.SshLimits;
import org.vigia.web.still.Stills;
import org.vigia.web.store.EventStore;
import org.vigia.web.telegram.AlertChatBook;
import org.vigia.web.telegram.Remarks;
import org.vigia.web.telegram.SiteAlerts;
import org.vigia.web.thumbnail.StoredThumbnails;
import org.vigia.web.watch.CameraWatch;

/// Pi #B, put together: read it from top to bottom to see what feeds what.
public final class WebNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebNode.class);

    private final WebConfig config;
    private final CagedFfmpeg pictures;
    private final Clock clock;
    private final Pace pace;
    private final Closer closer = new Closer();

    /// @param config what the owner has set
    /// @param pictures what makes pictures of what cameras send; closed with this
    /// @param clock wall time
    /// @param pace monotonic time
    public WebNode(WebConfig config, CagedFfmpeg pictures, Clock clock, Pace pace) {
        this.config = config;
        this.pictures = pictures;
        this.clock = clock;
        this.pace = pace;
    }

    /// The ports that are listened on, which the configuration may have left open.
    record Ports(int cameras, int site, int secureSite) {}

    /// Starts everything.
    ///
    /// @throws IOException when a folder, key or port cannot be had; in words
    Ports start() throws IOException {
        DurableFiles.createDirectories(config.data());
        HostKeys hostKeys = HostKeys.load(config.hostKey());
        RsaIdentity receiptKey = RsaIdentity.loadOrCreate(config.receiptKey());
        CameraRegistry registry = CameraRegistry.open(config.cameraRegistry(), clock);
        Accounts accounts =
                new Accounts(new Journal(config.accounts()), Accounts.DEFAULT_COST, clock);

        // Who is connected, and who watches them.
        Supplier<List<String>> registered =
                () -> registry.all().stream().map(RegisteredCamera::name).toList();
        LiveHub hub = closer.add(new LiveHub(config.viewers(), pace));
        hub.start();
        CameraLinks links =
                new CameraLinks(registered, receiptKey.publicKey().line(), hub, clock, pace);

        // What arrives is stored, indexed and signed for.
        Path root = config.data().resolve("store");
        EventStore store =
                closer.add(
                        new EventStore(
                                root,
                                registry,
                                receiptKey,
                                config.store(),
                                clock,
                                pace,
                                links::receipt));
        EventIndex index =
                closer.add(new EventIndex(config.data().resolve("index"), store, config.zone()));
        CameraWatch watch =
                closer.add(
                        new CameraWatch(
                                config.data().resolve("watch"),
                                config.lostAfter(),
                                links,
                                (camera, text) ->
                                        store.openOwn(camera, null, EventKind.CAMERA_LOST, text),
                                index,
                                store.custody(),
                                clock,
                                pace));
        store.doubt(watch::doubts);
        EvidenceRecorder evidence =
                closer.add(
                        new EvidenceRecorder(
                                root.resolve("streams"),
                                new StoredFilms(store),
                                StreamLimits.DEFAULT,
                                pace));
        store.observe(evidence::changed);

        // What a lost camera cannot tell is told to those that it used to alert.
        Path telegram = config.data().resolve("telegram");
        AlertChatBook chats = AlertChatBook.open(telegram.resolve("chats.json"));
        Supplier<Optional<AlertTrouble>> trouble = Optional::empty;
        MissingReport missing = MissingReport.NONE;
        if (config.telegram().isPresent()) {
            try {
                SiteAlerts alerts =
                        closer.add(
                                SiteAlerts.open(
                                        config.telegram().get(), telegram, chats, clock, pace));
                store.observe(alerts::stored);
                closer.add(watch.subscribe(alerts::seen));
                trouble = alerts::trouble;
                missing = alerts;
            } catch (IOException e) {
                // Evidence is better taken in without alerts than not at all.
                LOG.error("telegram: no alerts until a restart: {}", e.getMessage(), e);
                trouble = () -> Optional.of(AlertTrouble.DISK);
            }
        }
        HealthBook health =
                closer.add(
                        new HealthBook(
                                config.data().resolve("health"),
                                registered,
                                links::line,
                                links::askHealth,
                                missing,
                                clock,
                                pace));
        links.heed(health);
        store.observe(health::stored);
        Tally tally = new Tally();
        store.observe(tally::stored);
        store.room().watch(tally::isShort);
        Retention retention =
                closer.add(
                        new Retention(
                                store,
                                index::oldest,
                                index::selfTests,
                                index::binned,
                                config.retention(),
                                clock,
                                pace));
        store.room().watch(retention);
        EventAnnouncements announcements =
                new StoreNotes(
                        store, chats, new Remarks(index, store.custody(), watch::doubts, pace));
        Pairings pairings = new Pairings(hostKeys.current().publicKey(), registry, pace);
        SshEndpoint ssh =
                closer.add(
                        new SshEndpoint(
                                address(config.cameras()),
                                hostKeys,
                                registry,
                                pairings,
                                store,
                                (camera, in, out, cut) ->
                                        links.serve(
                                                camera,
                                                tally.receiving(camera, in),
                                                tally.sending(camera, out),
                                                cut,
                                                announcements,
                                                evidence),
                                SshLimits.DEFAULT,
                                pace));
        closer.add(links);

        // What is shown.
        closer.add(pictures);
        StoredThumbnails thumbnails =
                closer.add(
                        new StoredThumbnails(
                                config.data().resolve("thumbnails"),
                                index,
                                pictures,
                                StoredThumbnails.ROOM,
                                pace));
        FrontDoor door = closer.add(FrontDoor.of(config, clock, pace));
        PresenceLog presence =
                closer.add(new PresenceLog(config.data().resolve("presence"), clock, pace));
        closer.add(watch.subscribe(view -> presence.seen(view.name(), view.online())));
        SeenBook seen = new SeenBook(config.data().resolve("seen"), index::newestArrival);
        SiteHistory history = new SiteHistory(index, thumbnails, seen, presence, store);
        Site site =
                closer.add(
                        new Site(
                                SiteConfig.of(
                                        config.site().host(),
                                        config.site().port(),
                                        config.zone(),
                                        door.doors(),
                                        config.viewers()),
                                accounts,
                                history,
                                store.custody(),
                                new RegisteredCameras(watch, registry, ssh::cutRevoked),
                                pairings,
                                hub,
                                new Stills(hub, pictures, pace),
                                PanPresets.open(config.panPresets()),
                                trouble,
                                new SiteHealth(
                                        health,
                                        new NodeReport(
                                                version(),
                                                Machine.here(),
                                                config.data(),
                                                store,
                                                index::isSound,
                                                door::certificateEnd,
                                                pace),
                                        tally),
                                pace,
                                new AuditLog(config.audit(), clock),
                                clock));

        store.start();
        tally.countEventsAfter(store.lastArrival());
        index.start();
        evidence.start();
        retention.start();
        watch.load();
        health.load();
        presence.start();
        ssh.start();
        watch.start();
        seen.keepOnly(accounts::exists);
        health.start();
        pictures.start();
        thumbnails.start();
        site.start();
        door.start();
        door.tellAddresses(site);
        return new Ports(ssh.port(), site.port(), site.securePort());
    }

    @Override
    public void close() {
        closer.close();
    }

    /// As its jar has it.
    static String version() {
        String version = WebNode.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static InetSocketAddress address(HostPort address) {
        return new InetSocketAddress(address.host(), address.port());
    }
}
