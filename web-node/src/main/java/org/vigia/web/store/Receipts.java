package org.vigia.web.store;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Receipt;

/// Gives each whole event its one receipt: in the ledger first, then in the event's folder. Each
/// step may be repeated. Not safe for several threads.
final class Receipts {
    private final Ledger ledger;
    private final Clock clock;
    private final Step.Observer steps;

    Receipts(Ledger ledger, Clock clock, Step.Observer steps) {
        this.ledger = ledger;
        this.clock = clock;
        this.steps = steps;
    }

    /// The receipt of an event whose manifest has only now been linked.
    Ledger.Line issue(EventFolder folder, String camera, EvidenceName manifest) throws IOException {
        Ledger.Line line =
                ledger.append((sequence, previous) ->
                        new Receipt(
                                Receipt.FORMAT,
                                manifest.event(),
                                camera,
                                manifest.sha256(),
                                clock.millis(),
                                sequence,
                                previous));
        steps.done(Step.RECEIPT_LOGGED);
        Paper.RECEIPT.write(folder, line, steps);
        return line;
    }

    /// The receipt of an event whose manifest has been there for longer; made as far as it is not
    /// there.
    Ledger.Line find(EventFolder folder, String camera, EvidenceName manifest) throws IOException {
        Optional<Ledger.Line> here = Paper.RECEIPT.read(folder);
        if (here.isPresent()) {
            return here.get();
        }
        Optional<Ledger.Line> known = ledger.find(manifest.event(), Receipt.class::isInstance);
        if (known.isEmpty()) {
            return issue(folder, camera, manifest);
        }
        Paper.RECEIPT.write(folder, known.get(), steps);
        return known.get();
    }
}
