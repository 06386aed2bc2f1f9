package org.vigia.camera.h264;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Keeps what a splitter publishes, each replaced form put into its predecessor's place.
final class AccessUnits implements AccessUnitSink {
    final List<List<String>> units = new ArrayList<>();
    final List<String> damages = new ArrayList<>();
    int replaced;

    @Override
    public void onAccessUnit(AccessUnit unit) {
        List<String> nals = new ArrayList<>();
        for (int i = 0; i < unit.count(); i++) {
            nals.add(HexFormat.of().formatHex(unit.copyOf(i)));
        }
        if (unit.replacing()) {
            replaced++;
            List<String> former = units.removeLast();
            String was = String.join("", former);
            if (!String.join("", nals).startsWith(was) || former.equals(nals)) {
                throw new AssertionError("replaced by something that is not more: " + former);
            }
        }
        units.add(nals);
    }

    @Override
    public void onDamage(String reason) {
        damages.add(reason);
    }

    List<String> nals() {
        return units.stream().flatMap(List::stream).toList();
    }

    /// What comes out of `stream` fed whole.
    static AccessUnits of(byte[] stream) {
        AccessUnits found = new AccessUnits();
        AccessUnitSplitter splitter = new AccessUnitSplitter(found);
        splitter.feed(stream, 0, stream.length, 0);
        splitter.idle();
        return found;
    }

    /// What comes out of `stream` cut at `cuts`, with a pause after each piece whose bit is set.
    static AccessUnits of(byte[] stream, int[] cuts, boolean[] pauses) {
        AccessUnits found = new AccessUnits();
        AccessUnitSplitter splitter = new AccessUnitSplitter(found);
        int from = 0;
        for (int i = 0; i < cuts.length; i++) {
            byte[] piece = Arrays.copyOfRange(stream, from, cuts[i]);
            splitter.feed(piece, 0, piece.length, i);
            if (pauses[i]) {
                splitter.idle();
                if (splitter.open()) {
                    throw new AssertionError("still open after a pause at " + cuts[i]);
                }
            }
            from = cuts[i];
        }
        splitter.feed(stream, from, stream.length - from, cuts.length);
        splitter.idle();
        return found;
    }
}
