package org.vigia.web.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What runs instead of a shell or any other command: one sentence on the error stream.
final class RefusedCommand extends SayingCommand {
    static final String TEXT =
            "refused: this is Vigía's inbox; it takes files by `scp -t` and nothing else\n";

    RefusedCommand(Threads threads) {
        super("refused", threads);
    }

    @Override
    int say() throws IOException {
        OutputStream stream = err();
        stream.write(TEXT.getBytes(StandardCharsets.UTF_8));
        stream.flush();
        return 1;
    }
}
