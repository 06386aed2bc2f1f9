package org.vigia.telegram;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vigia.shared.house.HouseRules;

class HouseRulesTest {
    @Test
    void theHouseRulesHold() throws IOException {
        HouseRules.check("org.vigia.telegram", Path.of("").toAbsolutePath());
    }
}
