package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.graph.ProjectionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A graph whose ledger got a new id. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GraphForkIT {
  @Test
  void aRebuildLetsTheGraphFollowTheNewIdOfAForkedLedger() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(400)) {
      projected.fork();
      assertThatThrownBy(projected::project)
          .isInstanceOf(ProjectionException.class)
          .hasMessageContaining("before \"ledger fork\", run graph rebuild");
      projected.rebuild((unit, done, total) -> {});
      assertThat(projected.verify()).isEmpty();
      projected.project();
      assertThat(projected.verify()).isEmpty();
    }
  }
}
