package org.vigia.telegram.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.text.Language;

/// Who may, kept in a journal that its owner alone may read: one synced line for each change.
/// Another process may append while this one runs (`vigia-camera telegram pair`): the file is read
/// again when its size has changed, at each question. Questions wait for no change that is being
/// written: until it is on the disk, what was before counts. Safe for use by several threads.
public final class Access {
    /// How long an invitation is good for.
    public static final Duration INVITATION_LASTS = Invitations.LASTS;

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final int CODE_BYTES = 16;
    private static final int LONGEST_NAME = 64;

    private final Path file;
    private final Journal journal;
    private final Clock clock;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final People people;
    private final SecureRandom random = new SecureRandom();
    private volatile Listed listed;
    private long bytesRead;
    private int linesRead;
    private boolean unreadable;

    private Access(Path file, Clock clock, Pace pace) {
        this.file = file;
        this.journal = new Journal(file);
        this.clock = clock;
        this.pace = pace;
        this.people = new People(clock, pace);
        this.listed = people.listed();
    }

    /// Reads what is kept in `file`, which need not exist yet.
    ///
    /// @throws IOException when it cannot be read
    public static Access open(Path file, Clock clock, Pace pace) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            DurableFiles.createDirectories(folder);
        }
        Access access = new Access(file, clock, pace);
        access.refresh();
        return access;
    }

    /// Opens an invitation, good once and for [#INVITATION_LASTS].
    ///
    /// @return its code, which only a hash is kept of: 22 characters that a deep link may hold
    /// @throws IOException when the disk refuses
    public String invite(Role role) throws IOException {
        byte[] bits = new byte[CODE_BYTES];
        random.nextBytes(bits);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        inviteByHash(hash(code), role);
        return code;
    }

    /// Opens an invitation whose code somebody else has drawn.
    ///
    /// @param hash SHA-256 of the code
    /// @throws IllegalArgumentException when that is none
    /// @throws IOException when the disk refuses
    public void inviteByHash(String hash, Role role) throws IOException {
        lock.lock();
        try {
            append(new AccessLine.Invited(clock.millis(), hash, role));
        } finally {
            lock.unlock();
        }
    }

    /// Somebody shows a code. Five wrong ones in a row end all open invitations.
    ///
    /// Who may as much already stays who they are, and the invitation open.
    ///
    /// @return who they are from now on; empty where the code is wrong, used up or too old
    /// @throws IOException when the disk refuses; the invitation is then still open
    public Optional<Person> join(String code, long user, String name, Language language)
            throws IOException {
        lock.lock();
        try {
            refresh();
            String hash = hash(code);
            Optional<Role> role = people.invitations().role(hash);
            if (role.isEmpty()) {
                if (people.invitations().wrong()) {
                    append(new AccessLine.Uninvited(clock.millis()));
                    LOG.warn(
                            "telegram: five wrong codes in a row; all open invitations have ended");
                }
                return Optional.empty();
            }
            Optional<Person> before = people.person(user);
            if (before.isPresent() && before.get().role().includes(role.get())) {
                // Who gains nothing by it leaves it for who it was meant for.
                return before;
            }
            append(new AccessLine.Joined(clock.millis(), hash, user, brief(name), role.get()));
            if (before.isEmpty()) {
                speak(user, language);
            }
            return people.person(user);
        } finally {
            lock.unlock();
        }
    }

    /// Lets a group in.
    ///
    /// @throws IOException when the disk refuses
    public void admit(long chat, String title, Language language) throws IOException {
        lock.lock();
        try {
            refresh();
            if (people.group(chat).isEmpty()) {
                append(new AccessLine.Admitted(clock.millis(), chat, brief(title)));
                speak(chat, language);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A group has got another id.
    ///
    /// @throws IOException when the disk refuses
    public void move(long from, long to) throws IOException {
        lock.lock();
        try {
            refresh();
            if (people.group(from).isPresent()) {
                append(new AccessLine.Moved(clock.millis(), from, to));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes a person or group off the list, at once.
    ///
    /// @return whether there was one of that number
    /// @throws IOException when the disk refuses
    public boolean remove(int number) throws IOException {
        lock.lock();
        try {
            refresh();
            if (!people.isListed(number)) {
                return false;
            }
            append(new AccessLine.Removed(clock.millis(), number));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Says whether a person is told what happens under duress.
    ///
    /// @return whether there was a person of that number
    /// @throws IOException when the disk refuses
    public boolean name(int number, boolean underDuress) throws IOException {
        lock.lock();
        try {
            refresh();
            if (people.people().stream().noneMatch(p -> p.number() == number)) {
                return false;
            }
            append(new AccessLine.Named(clock.millis(), number, underDuress));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Sets a chat's language.
    ///
    /// @throws IOException when the disk refuses
    public void speak(long chat, Language language) throws IOException {
        lock.lock();
        try {
            append(new AccessLine.Speaks(clock.millis(), chat, language));
        } finally {
            lock.unlock();
        }
    }

    /// Lets a chat hear of no motion for a while, from now; zero ends that.
    ///
    /// @throws IOException when the disk refuses
    public void snooze(long chat, Duration length) throws IOException {
        lock.lock();
        try {
            long now = clock.millis();
            append(new AccessLine.Snoozed(now, chat, now + length.toMillis()));
        } finally {
            lock.unlock();
        }
    }

    /// The person with that id at Telegram.
    public Optional<Person> person(long user) {
        return current().person(user);
    }

    /// The group with that id at Telegram.
    public Optional<Group> group(long chat) {
        return current().group(chat);
    }

    /// Everybody, by number.
    public List<Person> people() {
        return current().people();
    }

    /// All groups, by number.
    public List<Group> groups() {
        return current().groups();
    }

    /// Whether a person was named to be told under duress.
    public boolean isNamed(Person person) {
        return current().isNamed(person);
    }

    /// The chats that alerts go to: each person's, and the groups. Under duress no group is told.
    public List<Chat> chats() {
        return current().chats();
    }

    /// What a chat is spoken to in.
    public Language language(long chat) {
        return current().language(chat);
    }

    /// How long a chat still wants to hear of no motion; zero where it wants to.
    public Duration snoozed(long chat) {
        return current().snoozed(chat, pace.nanos());
    }

    private static String hash(String code) {
        return Sha256.of(code.getBytes(StandardCharsets.UTF_8));
    }

    /// A name as it may be kept and shown: a line of whole characters.
    private static String brief(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}]", " ").strip();
        int end =
                plain.offsetByCodePoints(
                        0, Math.min(LONGEST_NAME, plain.codePointCount(0, plain.length())));
        return plain.substring(0, end);
    }

    private void append(AccessLine line) throws IOException {
        journal.append(Json.text(line));
        refresh();
    }

    /// Who may now; who may before, while somebody else writes or reads the file.
    private Listed current() {
        if (lock.tryLock()) {
            try {
                refresh();
                unreadable = false;
            } catch (IOException e) {
                if (!unreadable) {
                    LOG.error("{}: cannot be read; what was read before still counts", file, e);
                }
                unreadable = true;
            } finally {
                lock.unlock();
            }
        }
        return listed;
    }

    private void refresh() throws IOException {
        long size = journal.size();
        if (size == bytesRead) {
            return;
        }
        List<String> lines = journal.lines();
        if (lines.size() < linesRead) {
            throw new IOException(file + " has shrunk: an append-only file was tampered with");
        }
        for (String line : lines.subList(linesRead, lines.size())) {
            linesRead++;
            try {
                people.apply(Json.read(line, AccessLine.class));
            } catch (IOException e) {
                // The line itself holds names and ids, and what a parser says may quote it.
                LOG.error("{}: line {} cannot be read and does not count", file, linesRead);
            }
        }
        bytesRead = size;
        listed = people.listed();
    }
}
