package org.vigia.web.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;

/// The journal and what it adds up to. Another process may add to it at any time: what is new is
/// read when the file has grown. Safe for use by several threads.
final class AccountJournal {
    private static final Logger LOG = LoggerFactory.getLogger(AccountJournal.class);

    private final Journal journal;
    private AccountBook book = new AccountBook();
    private int readLines;
    private long readBytes = -1;

    AccountJournal(Journal journal) {
        this.journal = journal;
    }

    /// Makes a line from what there is now and writes it; it is synced when this returns.
    ///
    /// @param line empty to write nothing
    /// @return why it must not be; empty where it is written, or nothing was to be
    synchronized Optional<String> write(Function<AccountBook, Optional<AccountLine>> line)
            throws IOException {
        refresh();
        Optional<AccountLine> wanted = line.apply(book);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> objection = book.objection(wanted.get());
        if (objection.isEmpty()) {
            journal.append(Json.text(wanted.get()));
        }
        return objection;
    }

    /// As [#write(Function)], of a line that depends on nothing.
    Optional<String> write(AccountLine line) throws IOException {
        return write(book -> Optional.of(line));
    }

    /// Looks something up.
    ///
    /// @throws UncheckedIOException when the journal cannot be read
    synchronized <T> T read(Function<AccountBook, T> question) {
        try {
            refresh();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + journal, e);
        }
        return question.apply(book);
    }

    private void refresh() throws IOException {
        long size = journal.size();
        if (size == readBytes) {
            return;
        }
        List<String> lines = journal.lines();
        if (size < readBytes) {
            book = new AccountBook();
            readLines = 0;
        }
        for (int i = readLines; i < lines.size(); i++) {
            take(lines.get(i), i + 1);
        }
        readLines = Math.max(readLines, lines.size());
        readBytes = size;
    }

    private void take(String line, int number) {
        try {
            Optional<String> objection = book.apply(Json.read(line, AccountLine.class), number);
            if (objection.isPresent()) {
                throw new IOException(objection.get());
            }
        } catch (IOException e) {
            LOG.warn("{}: line {} is passed over: {}", journal, number, e.getMessage());
        }
    }
}
