package org.vigia.shared.house;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void theHouseRulesHold() throws IOException {
        HouseRules.check("org.vigia.shared", Path.of("").toAbsolutePath());
    }
}
