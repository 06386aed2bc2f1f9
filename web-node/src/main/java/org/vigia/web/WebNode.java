package org.vigia.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
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
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.config.WebConfig;
import org.vigia.web.evidence.EvidenceRecorder;
import org.vigia.web.evidence.StoredFilms;
import org.vigia.web.evidence.StreamLimits;
import org.vigia.web.http.Site;
import org.vigia.web.http.SiteConfig;
import org.vigia.web.index.EventIndex;
import org.vigia.web.link.CameraLinks;
import org.vigia.web.link.EventAnnouncements;
import org.vigia.web.live.LiveHub;
import org.vigia.web.picture.CagedFfmpeg;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;
import org.vigia.web.registry.RegisteredCameras;
import org.vigia.web.retention.Retention;
import org.vigia.web.ssh.SshEndpoint;
import org.vigia.web.ssh.SshLimits;
import org.vigia.web.store.EventStore;
import org.vigia.web.telegram.AlertChatBook;
import org.vigia.web.telegram.Remarks;
import org.vigia.web.telegram.SiteAlerts;
import org.vigia.web.thumbnail.FilmThumbnails;
import org.vigia.web.watch.CameraWatch;

/// Pi #B, put together: read it from top to bottom to see what feeds what.
public final class WebNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebNode.class);

    private final WebConfig config;
    private final Clock clock;
    private final Pace pace;
    private final Closer closer = new Closer();

    /// @param config what the owner has set
    /// @param clock wall time
    /// @param pace monotonic time
    public WebNode(WebConfig config, Clock clock, Pace pace) {
        this.config = config;
        this.clock = clock;
        this.pace = pace;
    }

    /// The ports that are listened on, which the configuration may have left open.
    record Ports(int cameras, int site) {}

    /// Starts everything.
    ///
    /// @throws IOException when a folder, key or port cannot be had; in words
    Ports start() throws IOException {
        DurableFiles.createDirectories(config.data());
        RsaIdentity hostKey = RsaIdentity.loadOrCreate(config.hostKey());
        RsaIdentity receiptKey = RsaIdentity.loadOrCreate(config.receiptKey());
        CameraRegistry registry = CameraRegistry.open(config.cameraRegistry(), clock);
        Accounts accounts =
                new Accounts(new Journal(config.accounts()), Accounts.DEFAULT_COST, clock);

        // Who is connected, and who watches them.
        LiveHub hub = closer.add(new LiveHub(LiveHub.DEFAULT_VIEWERS, pace));
        CameraLinks links =
                new CameraLinks(
                        () -> registry.all().stream().map(RegisteredCamera::name).toList(),
                        receiptKey.publicKey().line(),
                        hub,
                        clock,
                        pace);

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
        EventIndex index = closer.add(new EventIndex(config.data().resolve("index"), store));
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
        if (config.telegram().isPresent()) {
            SiteAlerts alerts =
                    closer.add(
                            SiteAlerts.open(config.telegram().get(), telegram, chats, clock, pace));
            store.observe(alerts::stored);
            closer.add(watch.subscribe(alerts::seen));
            trouble = alerts::trouble;
        }
        Retention retention =
                closer.add(new Retention(store, index::oldest, config.retention(), clock, pace));
        store.room().watch(retention);
        EventAnnouncements announcements =
                new StoreNotes(
                        store, chats, new Remarks(index, store.custody(), watch::doubts, pace));
        SshEndpoint ssh =
                closer.add(
                        new SshEndpoint(
                                address(config.cameras()),
                                hostKey,
                                registry,
                                store,
                                (camera, in, out, cut) ->
                                        links.serve(camera, in, out, cut, announcements, evidence),
                                SshLimits.DEFAULT,
                                pace));
        closer.add(links);

        // What is shown.
        CagedFfmpeg pictures = closer.add(new CagedFfmpeg());
        FilmThumbnails thumbnails =
                closer.add(
                        new FilmThumbnails(
                                config.data().resolve("thumbnails"),
                                index,
                                pictures,
                                FilmThumbnails.ROOM,
                                pace));
        Site site =
                closer.add(
                        new Site(
                                SiteConfig.of(
                                        config.site().host(), config.site().port(), config.zone()),
                                accounts,
                                index,
                                thumbnails,
                                store.custody(),
                                new RegisteredCameras(watch, registry, ssh::cutRevoked),
                                hub,
                                trouble,
                                pace));

        store.start();
        index.start();
        evidence.start();
        retention.start();
        watch.load();
        ssh.start();
        watch.start();
        pictures.start();
        thumbnails.start();
        site.start();
        LOG.info("the site is at http://{}/", new HostPort(config.site().host(), site.port()));
        if (accounts.isEmpty()) {
            LOG.warn("nobody can sign in yet: vigia-web user add NAME");
        }
        return new Ports(ssh.port(), site.port());
    }

    @Override
    public void close() {
        closer.close();
    }

    private static InetSocketAddress address(HostPort address) {
        return new InetSocketAddress(address.host(), address.port());
    }
}
