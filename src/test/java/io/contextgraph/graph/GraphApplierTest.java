package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Slice;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Standstill;
import io.contextgraph.server.Tls;
import io.contextgraph.system.ErrorOutput;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is logged when the projection stands. */
class GraphApplierTest {
  private static final Duration TEST_EVERY = Duration.ofSeconds(10);
  private static final List<Slice> BATCH = List.of(new Slice("ledger-1", 0, 7, 8, null, List.of()));

  private static List<String> logged(GraphStore store) {
    Standstill standstill = new Standstill(System::nanoTime);
    try (ErrorOutput output = new ErrorOutput();
        GraphApplier applier = new GraphApplier(store, standstill, TEST_EVERY)) {
      assertThat(applier.apply(BATCH).retryAfter()).isEqualTo(TEST_EVERY);
      return output.lines();
    }
  }

  @Test
  void aServerThatIsRefusedIsOneLineWithItsAddressAndTheReason() {
    Tls missing = Tls.trusting("/missing/ca.crt");
    ServerAddress address =
        new ServerAddress(URI.create("bolt://localhost:1"), "neo4j", null, missing);
    List<String> lines =
        logged(new Neo4jGraphStore(new Neo4jConnections(address, "test"), "main", 1));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .contains("The projection stands after position 7")
        .contains("bolt://localhost:1 as neo4j: no verified connection: ")
        .contains("/missing/ca.crt")
        .doesNotContain("Exception");
  }

  /** A failure that has no name of its own needs its trace. */
  @Test
  void anUnexpectedFailureHasItsTrace() {
    assertThat(logged(new FailingStore()))
        .hasSizeGreaterThan(1)
        .anySatisfy(line -> assertThat(line).contains("IllegalStateException"));
  }

  private static final class FailingStore implements GraphStore {
    @Override
    public void apply(List<Slice> slices) {
      throw new IllegalStateException("unexpected");
    }

    @Override
    public Map<Integer, ProjectionMark> positions(String ledgerId) {
      return Map.of();
    }

    @Override
    public long retries() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
