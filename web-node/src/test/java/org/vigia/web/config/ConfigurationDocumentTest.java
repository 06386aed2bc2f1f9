package org.vigia.web.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vigia.shared.config.HostPort;

/// The sample file is good, and docs/configuration.md knows every key.
class ConfigurationDocumentTest {
    private static final Path SAMPLE = Path.of("src/main/etc/web.yml");
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void theSampleIsGood() throws Exception {
        WebConfig config = WebConfig.read(SAMPLE);
        assertThat(config.site()).isEqualTo(new HostPort("127.0.0.1", 8080));
        assertThat(config.cameras()).isEqualTo(new HostPort("0.0.0.0", 8022));
    }

    @Test
    void everyKeyStandsInTheDocument() throws Exception {
        String document = Files.readString(DOCUMENT);
        for (String key : WebConfig.read(SAMPLE).effective().keySet()) {
            assertThat(document).as(key).contains("| `" + key + "` |");
        }
    }
}
