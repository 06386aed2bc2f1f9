package org.vigia.camera.h264;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The parameter sets a stream is decoded with, NAL unit headers included, without start codes.
///
/// @param sps one to 31 sequence parameter sets, each of 5 to 65535 bytes
/// @param pps one to 255 picture parameter sets, each of 2 to 65535 bytes
public record ParameterSets(List<byte[]> sps, List<byte[]> pps) {
    private static final int MAX_BYTES = 65_535;

    /// @throws IllegalArgumentException when there are too few, too many, or too long ones
    public ParameterSets {
        sps = List.copyOf(sps);
        pps = List.copyOf(pps);
        if (sps.isEmpty() || sps.size() > 31 || pps.isEmpty() || pps.size() > 255) {
            throw new IllegalArgumentException(
                    "%d sequence and %d picture parameter sets".formatted(sps.size(), pps.size()));
        }
        if (sps.stream().anyMatch(s -> s.length < 5 || s.length > MAX_BYTES)
                || pps.stream().anyMatch(p -> p.length < 2 || p.length > MAX_BYTES)) {
            throw new IllegalArgumentException("a parameter set too short or too long");
        }
    }

    /// The NAL units of `type` in `unit`, equal ones once.
    public static List<byte[]> in(AccessUnit unit, int type) {
        List<byte[]> found = new ArrayList<>();
        for (int i = 0; i < unit.count(); i++) {
            if (unit.type(i) == type) {
                byte[] nal = unit.copyOf(i);
                if (found.stream().noneMatch(f -> Arrays.equals(f, nal))) {
                    found.add(nal);
                }
            }
        }
        return found;
    }

    /// Whether `a` and `b` hold the same bytes in the same order.
    public static boolean same(List<byte[]> a, List<byte[]> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!Arrays.equals(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
