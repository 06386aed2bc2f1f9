package org.vigia.telegram.server.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The type of a published field, in the notation of `bot-api.json`.
sealed interface FieldType {
    /// Whole numbers, also as text, since Telegram takes them so.
    record IntegerType() implements FieldType {}

    /// Text.
    record StringType() implements FieldType {}

    /// `@name`.
    record UsernameType() implements FieldType {}

    /// True or false.
    record BooleanType() implements FieldType {}

    /// A file that comes with the request.
    record FileType() implements FieldType {}

    /// One of a few words.
    record WordType(Set<String> words) implements FieldType {}

    /// A list.
    record ListType(FieldType of) implements FieldType {}

    /// An object whose fields are published as well, or `Object` for one that is not looked into.
    record ObjectType(String name) implements FieldType {}

    /// One of several.
    record Either(List<FieldType> types) implements FieldType {
        public Either {
            types = List.copyOf(types);
        }
    }

    /// A field: its type, whether it must be there, and its range.
    record Field(FieldType type, boolean required, long from, long to) {
        private static final Pattern NOTATION =
                Pattern.compile("(\\S+)( !)?(?: (-?\\d+)\\.\\.(\\d+))?");

        static Field parse(String notation) {
            Matcher m = NOTATION.matcher(notation);
            if (!m.matches()) {
                throw new IllegalArgumentException("no field: " + notation);
            }
            boolean ranged = m.group(3) != null;
            return new Field(
                    FieldType.parse(m.group(1)),
                    m.group(2) != null,
                    ranged ? Long.parseLong(m.group(3)) : Long.MIN_VALUE,
                    ranged ? Long.parseLong(m.group(4)) : Long.MAX_VALUE);
        }
    }

    /// Reads one type.
    static FieldType parse(String notation) {
        if (notation.startsWith("[")) {
            return new ListType(parse(notation.substring(1, notation.length() - 1)));
        }
        if (notation.startsWith("<")) {
            String words = notation.substring(1, notation.length() - 1);
            return new WordType(Set.copyOf(Arrays.asList(words.split(",", -1))));
        }
        if (notation.contains("|")) {
            List<FieldType> types = new ArrayList<>();
            for (String one : notation.split("\\|", -1)) {
                types.add(parse(one));
            }
            return new Either(types);
        }
        return switch (notation) {
            case "Integer" -> new IntegerType();
            case "String" -> new StringType();
            case "Username" -> new UsernameType();
            case "Boolean" -> new BooleanType();
            case "InputFile" -> new FileType();
            default -> new ObjectType(notation);
        };
    }
}
