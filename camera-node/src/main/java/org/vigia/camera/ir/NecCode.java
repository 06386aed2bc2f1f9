package org.vigia.camera.ir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a button of a NEC remote sends.
///
/// Written as Linux does (`drivers/media/rc/ir-nec-decoder.c`, so `ir-keytable -t` shows the same):
/// `nec:0xAACC` with an address of 8 bits, `necx:0xAABBCC` with one of 16, where AA is the byte
/// sent first.
///
/// @param extended whether the address has 16 bits and so no complement
/// @param address 0 to 0xFF; extended 0 to 0xFFFF, the byte sent first being the high one
/// @param command 0 to 0xFF
public record NecCode(boolean extended, int address, int command) {
    private static final Pattern TEXT =
            Pattern.compile("(nec:0x[0-9a-fA-F]{4}|necx:0x[0-9a-fA-F]{6})");

    /// @throws IllegalArgumentException when a number is out of range, or the address is called
    ///   extended though its bytes complement each other
    public NecCode {
        boolean fits =
                extended
                        ? address >> 16 == 0 && ((address >> 8) ^ (address & 0xFF)) != 0xFF
                        : address >> 8 == 0;
        if (!fits || command >> 8 != 0) {
            throw new IllegalArgumentException(
                    "not a NEC code: %saddress 0x%x, command 0x%x"
                            .formatted(extended ? "extended " : "", address, command));
        }
    }

    /// Reads what [#toString] writes; empty when it is something else.
    public static Optional<NecCode> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean extended = text.startsWith("necx");
        int scanCode = Integer.parseInt(text.substring(text.indexOf('x', 4) + 1), 16);
        int address = scanCode >> 8;
        if (extended && ((address >> 8) ^ (address & 0xFF)) == 0xFF) {
            return Optional.empty();
        }
        return Optional.of(new NecCode(extended, address, scanCode & 0xFF));
    }

    /// The four bytes as sent, the first in the lowest bits: with bits sent lowest first, the whole
    /// number is.
    int bits() {
        int first = extended ? address >> 8 : address;
        int second = extended ? address & 0xFF : ~address & 0xFF;
        return first | (second << 8) | (command << 16) | ((~command & 0xFF) << 24);
    }

    /// The code in 32 received bits; empty when the command's complement does not match.
    static Optional<NecCode> of(int bits) {
        int first = bits & 0xFF;
        int second = (bits >> 8) & 0xFF;
        int command = (bits >> 16) & 0xFF;
        if ((command ^ (bits >>> 24)) != 0xFF) {
            return Optional.empty();
        }
        boolean extended = (first ^ second) != 0xFF;
        return Optional.of(
                new NecCode(extended, extended ? (first << 8) | second : first, command));
    }

    @Override
    public String toString() {
        return extended
                ? "necx:0x%04x%02x".formatted(address, command)
                : "nec:0x%02x%02x".formatted(address, command);
    }
}
