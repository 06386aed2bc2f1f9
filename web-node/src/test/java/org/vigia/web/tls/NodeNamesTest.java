package org.vigia.web.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.shared.config.HostPort;

class NodeNamesTest {
    @Test
    void aRoutersNamesForItAreItsOwnToo() {
        assertThat(new NodeNames("pi-b", List.of()).names())
                .containsExactly(
                        "pi-b.local",
                        "pi-b",
                        "pi-b.lan",
                        "pi-b.home",
                        "pi-b.home.arpa",
                        "pi-b.internal",
                        "pi-b.localdomain",
                        "localhost");
        assertThat(new NodeNames("localhost", List.of()).names()).containsExactly("localhost");
    }

    @Test
    void whatListensEverywhereIsCalledByTheMachinesName() {
        NodeNames names = new NodeNames("pi-b", List.of());
        assertThat(names.called(HostPort.parse("0.0.0.0:8443"))).hasToString("pi-b.local:8443");
        assertThat(names.called(HostPort.parse("[::]:8080"))).hasToString("pi-b.local:8080");
        assertThat(names.called(HostPort.parse("127.0.0.1:8080"))).hasToString("127.0.0.1:8080");
        assertThat(new NodeNames("localhost", List.of()).called(HostPort.parse("0.0.0.0:80")))
                .hasToString("localhost:80");
    }
}
