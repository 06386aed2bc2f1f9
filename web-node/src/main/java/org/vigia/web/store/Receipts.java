package org.vigia.web.store;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Receipt;

/// Gives each whole event its one receipt: in the ledger first, then in the event's folder. Each
/// step may be repeated. Not safe for several threads.
final class Receipts {
    private final Statements statements;
    private final Clock clock;

    Receipts(Statements statements, Clock clock) {
        this.statements = statements;
        this.clock = clock;
    }

    /// The receipt of an event whose manifest has only now been linked.
    Ledger.Line issue(EventFolder folder, String camera, EvidenceName manifest) throws IOException {
        return statements.say(
                folder,
                Paper.RECEIPT,
                Step.RECEIPT_LOGGED,
                (sequence, previous) ->
                        new Receipt(
                                Receipt.FORMAT,
                                manifest.event(),
                                camera,
                                manifest.sha256(),
                                clock.millis(),
                                sequence,
                                previous));
    }

    /// The receipt of an event whose manifest has been there for longer; made as far as it is not
    /// there.
    Ledger.Line find(EventFolder folder, String camera, EvidenceName manifest) throws IOException {
        Optional<Ledger.Line> here = statements.find(folder, Paper.RECEIPT);
        return here.isPresent() ? here.get() : issue(folder, camera, manifest);
    }
}
