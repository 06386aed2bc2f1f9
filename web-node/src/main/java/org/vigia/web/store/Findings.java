package org.vigia.web.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a verification finds: a line each, and whether any of them is a fault.
///
/// @param root the store's folder, to which paths are shown relative
/// @param faults what should not be
/// @param remarks what is worth knowing
record Findings(Path root, List<String> faults, List<String> remarks) {
    Findings(Path root) {
        this(root, new ArrayList<>(), new ArrayList<>());
    }

    /// A file that should be here and is not.
    void missing(Path file, String why) {
        fault("missing", file, why);
    }

    /// A file that is not what it was.
    void altered(Path file, String why) {
        fault("altered", file, why);
    }

    /// A file that nothing here has put there.
    void foreign(Path file, String why) {
        fault("foreign", file, why);
    }

    /// A link that does not hold.
    void broken(Path file, String why) {
        fault("broken", file, why);
    }

    void deleted(Path file, String why) {
        remarks.add("deleted %s: %s".formatted(shown(file), why));
    }

    void remark(Path file, String why) {
        remarks.add("remark %s: %s".formatted(shown(file), why));
    }

    /// These, but of the faults only those that others name, too.
    Findings where(Findings others) {
        Set<String> named = new HashSet<>(others.faults);
        return new Findings(root, faults.stream().filter(named::contains).toList(), remarks);
    }

    void addAll(Findings others) {
        faults.addAll(others.faults);
        remarks.addAll(others.remarks);
    }

    private void fault(String word, Path file, String why) {
        faults.add("%s %s: %s".formatted(word, shown(file), why));
    }

    private String shown(Path file) {
        return root.relativize(file).toString();
    }
}
