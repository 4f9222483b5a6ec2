package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Which address the driver gets. */
class Neo4jConnectionsTest {
  private static String driverUri(String uri, Tls tls) {
    ServerAddress address = new ServerAddress(URI.create(uri), null, null, tls);
    return new Neo4jConnections(address, "test").driverUri().toString();
  }

  @Test
  void aServerOnThisMachineSendsThePasswordToNoOtherInPlainForm() {
    assertThat(driverUri("neo4j://localhost:7687?policy=eu", Tls.UNSPECIFIED))
        .isEqualTo("bolt://localhost:7687");
    assertThat(driverUri("bolt://localhost", Tls.UNSPECIFIED)).isEqualTo("bolt://localhost");
  }

  @Test
  void theRoutingTableIsFollowedWithTlsOrIfPlainFormWasAskedFor() {
    String routing = "neo4j://graph.example?policy=eu";
    assertThat(driverUri(routing, Tls.OFF)).isEqualTo(routing);
    assertThat(driverUri(routing, Tls.trusting("/ca.pem"))).isEqualTo(routing);
    assertThat(driverUri("neo4j+s://graph.example?policy=eu", Tls.UNSPECIFIED)).isEqualTo(routing);
    assertThat(driverUri("bolt+s://graph.example", Tls.UNSPECIFIED))
        .isEqualTo("bolt://graph.example");
  }
}
