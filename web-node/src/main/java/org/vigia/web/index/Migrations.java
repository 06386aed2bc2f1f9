package org.vigia.web.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a database's tables up to date: numbered SQL files, each run once, in order. A new one is
/// added to the end of the list and never changed afterwards.
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final List<String> SCRIPTS =
            List.of("001-events.sql", "002-marks.sql", "003-history.sql");
    private static final Pattern END = Pattern.compile(";\\s*(?:\\R|$)");

    private Migrations() {}

    /// Runs what has not been run.
    ///
    /// @throws IllegalStateException when the database was written by a newer version
    /// @throws IOException when a script cannot be read
    static void run(Jdbi jdbi) throws IOException {
        int done =
                jdbi.withHandle(handle -> {
                    handle.execute(
                            "CREATE TABLE IF NOT EXISTS migrations (number INT PRIMARY KEY)");
                    return handle.createQuery("SELECT COUNT(*) FROM migrations")
                            .mapTo(Integer.class)
                            .one();
                });
        if (done > SCRIPTS.size()) {
            throw new IllegalStateException(
                    "the index was written by a newer version (migration %d)".formatted(done));
        }
        for (int i = done; i < SCRIPTS.size(); i++) {
            String script = read(SCRIPTS.get(i));
            int number = i + 1;
            jdbi.useTransaction(handle -> {
                for (String statement : END.split(script, -1)) {
                    if (!statement.isBlank()) {
                        handle.execute(statement);
                    }
                }
                handle.execute("INSERT INTO migrations (number) VALUES (?)", number);
            });
            LOG.info("index: {}", SCRIPTS.get(i));
        }
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
