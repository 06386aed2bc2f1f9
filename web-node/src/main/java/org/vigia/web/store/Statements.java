package org.vigia.web.store;

import java.io.IOException;
import java.util.Optional;
import org.vigia.shared.event.Statement;

/// Makes web-node's own statements, one at a time: in the ledger first, then in the event's folder.
/// None is begun before the one before lies in its folder, so that at any moment the last alone can
/// be missing there, and what is said of an event is found without a walk through the ledger. Not
/// safe for several threads.
final class Statements {
    private final Ledger ledger;
    private final EventFolders folders;
    private final Step.Observer steps;
    private boolean unfinished = true;

    Statements(Ledger ledger, EventFolders folders, Step.Observer steps) {
        this.ledger = ledger;
        this.folders = folders;
        this.steps = steps;
    }

    /// Finds the ledger's end, and repeats its last statement into the folder.
    ///
    /// @throws IOException when it cannot be read, or the disk refuses
    void open() throws IOException {
        ledger.open();
        finish();
    }

    /// Makes a statement; on the disk when this returns.
    ///
    /// @param folder of the event that it is about
    /// @param logged the step that is done when it is in the ledger
    Ledger.Line say(EventFolder folder, Paper paper, Step logged, Ledger.Wording wording)
            throws IOException {
        finish();
        unfinished = true;
        Ledger.Line line = ledger.append(wording);
        steps.done(logged);
        paper.write(folder, line, steps);
        unfinished = false;
        return line;
    }

    /// The last statement of a kind on an event.
    Optional<Ledger.Line> find(EventFolder folder, Paper paper) throws IOException {
        finish();
        return paper.read(folder);
    }

    // After an error the line may be in the ledger or not: only the file knows.
    private void finish() throws IOException {
        if (!unfinished) {
            return;
        }
        Optional<Ledger.Line> last = ledger.last();
        if (last.isPresent()) {
            Statement statement = last.get().statement();
            EventFolder folder = folders.of(statement.camera(), statement.event());
            if (folder.exists()) {
                Paper.of(statement).write(folder, last.get(), Step.Observer.NONE);
            }
        }
        unfinished = false;
    }
}
