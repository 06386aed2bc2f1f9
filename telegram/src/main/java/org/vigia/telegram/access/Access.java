package org.vigia.telegram.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
/// again when its size has changed, at each question. Safe for use by several threads.
public final class Access {
    /// How long an invitation is good for.
    public static final Duration INVITATION_LASTS = Invitations.LASTS;

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final int CODE_BYTES = 16;
    private static final int LONGEST_NAME = 64;

    private final Path file;
    private final Journal journal;
    private final Clock clock;
    private final People people;
    private final SecureRandom random = new SecureRandom();
    private long bytesRead;
    private int linesRead;
    private boolean unreadable;

    private Access(Path file, Clock clock, Pace pace) {
        this.file = file;
        this.journal = new Journal(file);
        this.clock = clock;
        this.people = new People(clock, pace);
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
    public synchronized void inviteByHash(String hash, Role role) throws IOException {
        append(new AccessLine.Invited(clock.millis(), hash, role));
    }

    /// Somebody shows a code. Five wrong ones in a row end all open invitations.
    ///
    /// @return who they are from now on; empty where the code is wrong, used up or too old
    /// @throws IOException when the disk refuses; the invitation is then still open
    public synchronized Optional<Person> join(
            String code, long user, String name, Language language) throws IOException {
        refresh();
        String hash = hash(code);
        Optional<Role> role = people.invitations().role(hash);
        if (role.isEmpty()) {
            if (people.invitations().wrong()) {
                append(new AccessLine.Uninvited(clock.millis()));
                LOG.warn("telegram: five wrong codes in a row; all open invitations have ended");
            }
            return Optional.empty();
        }
        boolean known = people.person(user).isPresent();
        append(new AccessLine.Joined(clock.millis(), hash, user, brief(name), role.get()));
        if (!known) {
            speak(user, language);
        }
        return people.person(user);
    }

    /// Lets a group in.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void admit(long chat, String title, Language language) throws IOException {
        refresh();
        if (people.group(chat).isEmpty()) {
            append(new AccessLine.Admitted(clock.millis(), chat, brief(title)));
            speak(chat, language);
        }
    }

    /// A group has got another id.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void move(long from, long to) throws IOException {
        refresh();
        if (people.group(from).isPresent()) {
            append(new AccessLine.Moved(clock.millis(), from, to));
        }
    }

    /// Takes a person or group off the list, at once.
    ///
    /// @return whether there was one of that number
    /// @throws IOException when the disk refuses
    public synchronized boolean remove(int number) throws IOException {
        refresh();
        if (!people.isListed(number)) {
            return false;
        }
        append(new AccessLine.Removed(clock.millis(), number));
        return true;
    }

    /// Says whether a person is told what happens under duress.
    ///
    /// @return whether there was a person of that number
    /// @throws IOException when the disk refuses
    public synchronized boolean name(int number, boolean underDuress) throws IOException {
        refresh();
        if (people.people().stream().noneMatch(p -> p.number() == number)) {
            return false;
        }
        append(new AccessLine.Named(clock.millis(), number, underDuress));
        return true;
    }

    /// Sets a chat's language.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void speak(long chat, Language language) throws IOException {
        append(new AccessLine.Speaks(clock.millis(), chat, language));
    }

    /// Lets a chat hear of no motion for a while, from now; zero ends that.
    ///
    /// @throws IOException when the disk refuses
    public synchronized void snooze(long chat, Duration length) throws IOException {
        long now = clock.millis();
        append(new AccessLine.Snoozed(now, chat, now + length.toMillis()));
    }

    /// The person with that id at Telegram.
    public synchronized Optional<Person> person(long user) {
        refreshOrKeep();
        return people.person(user);
    }

    /// The group with that id at Telegram.
    public synchronized Optional<Group> group(long chat) {
        refreshOrKeep();
        return people.group(chat);
    }

    /// Everybody, by number.
    public synchronized List<Person> people() {
        refreshOrKeep();
        return people.people();
    }

    /// All groups, by number.
    public synchronized List<Group> groups() {
        refreshOrKeep();
        return people.groups();
    }

    /// Whether a person was named to be told under duress.
    public synchronized boolean isNamed(Person person) {
        refreshOrKeep();
        return people.isNamed(person.number());
    }

    /// The chats that alerts go to: each person's, and the groups. Under duress no group is told.
    public synchronized List<Chat> chats() {
        refreshOrKeep();
        List<Chat> chats = new ArrayList<>();
        for (Person p : people.people()) {
            chats.add(
                    new Chat(
                            p.user(),
                            false,
                            people.language(p.user()),
                            people.isNamed(p.number())));
        }
        for (Group g : people.groups()) {
            chats.add(new Chat(g.chat(), true, people.language(g.chat()), false));
        }
        return List.copyOf(chats);
    }

    /// What a chat is spoken to in.
    public synchronized Language language(long chat) {
        refreshOrKeep();
        return people.language(chat);
    }

    /// How long a chat still wants to hear of no motion; zero where it wants to.
    public synchronized Duration snoozed(long chat) {
        refreshOrKeep();
        return people.snoozed(chat);
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

    private void refreshOrKeep() {
        try {
            refresh();
            unreadable = false;
        } catch (IOException e) {
            if (!unreadable) {
                LOG.error("{}: cannot be read; what was read before still counts", file, e);
            }
            unreadable = true;
        }
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
    }
}
