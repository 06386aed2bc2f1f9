package org.vigia.web.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.HostPort;
import org.vigia.web.tls.TlsSettings;

/// What an owner may write about HTTPS, names and proxies.
class SiteSettingsTest {
    @TempDir Path folder;

    private WebConfig read(String site) throws Exception {
        return WebConfig.read(Files.writeString(folder.resolve("web.yml"), "site: {" + site + "}"));
    }

    @Test
    void withoutAnythingThereIsHttpAlone() throws Exception {
        assertThat(read("time-zone: UTC").tls()).isEqualTo(new TlsSettings.Off());
        // YAML takes off for false.
        assertThat(read("tls: off").tls()).isEqualTo(new TlsSettings.Off());
        assertThat(read("tls: \"off\"").tls()).isEqualTo(new TlsSettings.Off());
    }

    @Test
    void aNodesOwnAuthorityNeedsNothingElse() throws Exception {
        assertThat(read("tls: local").tls())
                .isEqualTo(new TlsSettings.Local(new HostPort("0.0.0.0", 8443)));
    }

    @Test
    void namesAndProxiesAreRead() throws Exception {
        WebConfig config =
                read(
                        "names: [home.example.org], proxies: [192.168.1.2, 10.0.0.0/24,"
                                + " \"fd00::/8\"]");
        assertThat(config.names()).containsExactly("home.example.org");
        assertThat(config.proxies())
                .extracting(Object::toString)
                .containsExactly("192.168.1.2/32", "10.0.0.0/24", "fd00:0:0:0:0:0:0:0/8");
    }

    @Test
    void whatIsNoNameOrAddressIsNamed() {
        assertThatThrownBy(() ->
                        read(
                                "tls: sometimes, names: [\"a b\"], proxies: [proxy.local,"
                                        + " 10.0.0.0/33]"))
                .hasMessageContaining("site.tls: must be one of off, local, files, was sometimes")
                .hasMessageContaining(
                        "site.names: must be host names such as home.example.org, was a b")
                .hasMessageContaining(
                        "site.proxies: must be addresses or ranges such as 192.168.1.2 or"
                                + " 10.0.0.0/24, was proxy.local")
                .hasMessageContaining("was 10.0.0.0/33");
    }
}
