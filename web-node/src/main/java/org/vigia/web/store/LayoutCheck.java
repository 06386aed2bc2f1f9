package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/// Looks for files beside the events that have no name that anything here gives.
final class LayoutCheck {
    private static final Set<String> KNOWN =
            Set.of(
                    "lock",
                    "arrivals.jsonl",
                    "receipts.jsonl",
                    "changes.jsonl",
                    "cameras",
                    "incoming",
                    "deleting",
                    "streams");

    private static final Pattern PART = Pattern.compile("[^~]+~[^~]+~[^~]+\\.part");
    private static final Pattern DECISION =
            Pattern.compile("[^~]+~[0-9a-f-]{36}\\.json|\\..*\\.new");
    private static final Pattern CAMERA = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern STREAM =
            Pattern.compile("[0-9a-f-]{36}\\.(stream|awaits)|.*\\.(part|new)");

    private final Path root;
    private final Findings findings;

    LayoutCheck(Path root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    void check() throws IOException {
        for (Path entry : EventFolder.entries(root)) {
            String name = entry.getFileName().toString();
            if (!KNOWN.contains(name) && !(name.startsWith(".") && name.endsWith(".new"))) {
                findings.foreign(entry, "no file here has such a name");
            }
        }
        checkPassing();
    }

    /// What is on its way, in or out, or streamed: nothing but that may lie there.
    private void checkPassing() throws IOException {
        for (Path part : EventFolder.entries(root.resolve("incoming"))) {
            checkName(part, PART);
        }
        for (Path decision : EventFolder.entries(root.resolve("deleting"))) {
            checkName(decision, DECISION);
        }
        for (Path camera : EventFolder.entries(root.resolve("streams"))) {
            checkName(camera, CAMERA);
            for (Path stream : EventFolder.entries(camera)) {
                checkName(stream, STREAM);
            }
        }
    }

    private void checkName(Path file, Pattern form) {
        if (!form.matcher(file.getFileName().toString()).matches()) {
            findings.foreign(file, "no file here has such a name");
        }
    }
}
