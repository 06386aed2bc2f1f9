package org.vigia.shared.link;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Words of the other side, made fit for a log: whoever holds a key must not be able to forge its
/// lines, steer its terminal or fill it.
public final class ForeignText {
    /// The longest line, in characters.
    public static final int MOST = 300;

    // Control and format characters (those that turn the writing direction among them), and breaks.
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private ForeignText() {}

    /// One printable line of at most [#MOST] characters and a mark where more was said.
    public static String line(@Nullable String text) {
        if (text == null) {
            return "(nothing)";
        }
        String start = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
        return UNFIT.matcher(start).replaceAll("?");
    }
}
