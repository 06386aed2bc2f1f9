package org.vigia.web.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;

/// What an entry of a backup may be called: a relative path of plain parts, none of them empty,
/// hidden, or a step upwards. So no name leads out of the folder that it is unpacked in.
///
/// @param text with `/` between the parts
record EntryName(String text) {
    static final Comparator<EntryName> ORDER = Comparator.comparing(EntryName::text);

    static final String FORMAT = "FORMAT";
    static final String SUMS = "SHA256SUMS";
    static final String CONFIG = "config";
    static final String DATA = "data";

    static final int LONGEST = 1000;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_~@+,:-][A-Za-z0-9._~@+,: -]*");

    /// @throws IllegalArgumentException when no entry may be called so
    EntryName {
        if (!isName(text)) {
            throw new IllegalArgumentException("no entry of a backup is called " + shown(text));
        }
    }

    /// The name of an entry that somebody else has written.
    ///
    /// @throws IOException when no entry may be called so, or `restore` knows no place for it
    static EntryName read(String text) throws IOException {
        boolean known =
                text.equals(FORMAT)
                        || text.equals(SUMS)
                        || text.startsWith(CONFIG + "/")
                        || text.startsWith(DATA + "/");
        if (!known || !isName(text)) {
            throw new IOException("no entry of a backup is called " + shown(text));
        }
        return new EntryName(text);
    }

    /// That of a file in web-node's folder.
    static EntryName in(Path data, Path file) {
        return new EntryName(DATA + "/" + data.relativize(file));
    }

    static boolean isPart(String part) {
        return part.length() <= 255 && PART.matcher(part).matches();
    }

    private static boolean isName(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        for (String part : text.split("/", -1)) {
            if (!isPart(part)) {
                return false;
            }
        }
        return true;
    }

    /// What may be written on a terminal.
    private static String shown(String text) {
        String shown = text.replaceAll("[^ -~]", "?");
        return '"' + (shown.length() > 120 ? shown.substring(0, 120) + "…" : shown) + '"';
    }

    @Override
    public String toString() {
        return text;
    }
}
