package org.vigia.camera.remote;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
public record RemoteSettings(Map<Button, NecCode> bindings, Disarm disarm, @Nullable Secret pin) {
    /// What disarms.
    public enum Disarm {
        /// The PIN on the digits, then `ok`.
        PIN,
        /// The button `disarm`; the PIN as well, where there is one.
        BUTTON
    }

    /// @throws IllegalArgumentException when a code is bound twice or the PIN is none
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
        if (pin != null && !pin.value().matches("[0-9]{4,8}")) {
            throw new IllegalArgumentException("the remote's PIN must have 4 to 8 digits");
        }
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
