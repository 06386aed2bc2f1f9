package org.vigia.camera.remote;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.ir.NecCode;
import org.vigia.shared.config.Secret;

/// Which codes mean what, and what it takes to disarm. NEC is not authenticated: anybody can record
/// or guess a button, so by default disarming takes the PIN.
///
/// @param bindings buttons may be missing; no code twice
/// @param disarm what disarms
/// @param pin 4 to 8 digits, entered before `ok`; null for none, and then a remote cannot disarm by
///   PIN
/// @param duressPin entered in place of the PIN by somebody who is forced to: disarms alike and
///   tells the owner; null for none
public record RemoteSettings(
        Map<Button, NecCode> bindings,
        Disarm disarm,
        @Nullable Secret pin,
        @Nullable Secret duressPin) {
    private static final Pattern PIN = Pattern.compile("[0-9]{4,8}");

    /// What disarms.
    public enum Disarm {
        /// The PIN on the digits, then `ok`.
        PIN,
        /// The button `disarm`; the PIN as well, where there is one.
        BUTTON
    }

    /// @throws IllegalArgumentException when a code is bound twice, a PIN is none, or the duress
    ///   PIN stands alone or is the PIN
    public RemoteSettings {
        bindings = Map.copyOf(bindings);
        Set<NecCode> codes = new HashSet<>();
        bindings.forEach((button, code) -> {
            if (!codes.add(code)) {
                throw new IllegalArgumentException(
                        "remote code %s is bound to two buttons, one of them %s"
                                .formatted(code, button.label()));
            }
        });
        if ((pin != null && !isPin(pin.value()))
                || (duressPin != null && !isPin(duressPin.value()))) {
            throw new IllegalArgumentException("the remote's PIN must have 4 to 8 digits");
        }
        if (duressPin != null && (pin == null || pin.value().equals(duressPin.value()))) {
            throw new IllegalArgumentException("the duress PIN must stand beside another PIN");
        }
    }

    /// Without a duress PIN.
    public RemoteSettings(Map<Button, NecCode> bindings, Disarm disarm, @Nullable Secret pin) {
        this(bindings, disarm, pin, null);
    }

    /// Whether the text can be a PIN.
    public static boolean isPin(String text) {
        return PIN.matcher(text).matches();
    }

    /// The simulated remote: address 0x5647, which no maker is known to use, so that a remote of
    /// another brand in the room changes nothing.
    public static Map<Button, NecCode> simulatedBindings() {
        Map<Button, NecCode> bindings = new EnumMap<>(Button.class);
        for (Button button : Button.values()) {
            bindings.put(button, new NecCode(true, 0x5647, button.simulatedCommand()));
        }
        return Map.copyOf(bindings);
    }

    /// The bindings by the buttons' labels, in order.
    public Map<String, NecCode> codesByLabel() {
        Map<String, NecCode> codes = new TreeMap<>();
        bindings.forEach((button, code) -> codes.put(button.label(), code));
        return codes;
    }
}
