package org.vigia.web.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;

/// The open database and its tables.
///
/// @param pool its connections
/// @param events a row an event
/// @param days how many a day has
/// @param pages lists of events
record Database(JdbcConnectionPool pool, EventTable events, DayTable days, HistoryPages pages)
        implements AutoCloseable {
    private static final String SETTINGS =
            ";WRITE_DELAY=2000;CACHE_SIZE=8192;QUERY_CACHE_SIZE=64;DB_CLOSE_ON_EXIT=FALSE"
                    + ";TRACE_LEVEL_FILE=0";

    /// Opens it, makes it where there is none, and brings its tables up to date.
    ///
    /// @param zone whose days are counted
    /// @throws IOException when a script cannot be read
    static Database open(Path directory, ZoneId zone) throws IOException {
        String url = "jdbc:h2:file:" + directory.toAbsolutePath().resolve("events") + SETTINGS;
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(4);
        boolean open = false;
        try {
            Jdbi jdbi = Jdbi.create(pool);
            Migrations.run(jdbi);
            DayTable days = new DayTable(jdbi, zone);
            Database made =
                    new Database(
                            pool, new EventTable(jdbi, days), days, new HistoryPages(jdbi, days));
            open = true;
            return made;
        } finally {
            if (!open) {
                pool.dispose();
            }
        }
    }

    /// H2 writes what is pending and closes the file with its last connection.
    @Override
    public void close() {
        pool.dispose();
    }
}
