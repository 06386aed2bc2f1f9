package org.vigia.web.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.HostPort;
import org.vigia.web.store.StoreLimits;

/// The sample file is good, and docs/configuration.md knows every key.
class ConfigurationDocumentTest {
    private static final Path SAMPLE = Path.of("src/main/etc/web.yml");
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @TempDir Path folder;

    @Test
    void theSampleIsGood() throws Exception {
        WebConfig config = WebConfig.read(SAMPLE);
        assertThat(config.site()).isEqualTo(new HostPort("127.0.0.1", 8080));
        assertThat(config.cameras()).isEqualTo(new HostPort("0.0.0.0", 8022));
    }

    @Test
    void whatTheSampleShowsBehindHashesIsWhatIsInForceWithoutIt() throws Exception {
        String sample = Files.readString(SAMPLE);
        String uncommented = sample.replaceAll("(?m)^# ([a-z-]+:|  )", "$1");
        assertThat(uncommented).isNotEqualTo(sample);
        Path shown = Files.writeString(folder.resolve("web.yml"), uncommented);
        WebConfig plain = WebConfig.read(SAMPLE);
        WebConfig read = WebConfig.read(shown);
        assertThat(read.tls()).isEqualTo(plain.tls());
        assertThat(read.retention()).isEqualTo(plain.retention());
        assertThat(read.store()).isEqualTo(plain.store()).isEqualTo(StoreLimits.DEFAULT);
    }

    @Test
    void everyKeyStandsInTheDocument() throws Exception {
        String document = Files.readString(DOCUMENT);
        for (String key : WebConfig.read(SAMPLE).effective().keySet()) {
            assertThat(document).as(key).contains("| `" + key + "` |");
        }
    }
}
