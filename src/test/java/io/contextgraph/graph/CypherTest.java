package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CypherTest {
  @Test
  void aStatementIsReadFromTheResourcesOfItsOwnersPackage() {
    Cypher read = Cypher.read(GraphSchema.class, "merge_agents");
    assertThat(read.name()).isEqualTo("merge_agents");
    assertThat(read.text()).endsWith("UNWIND $keys AS key MERGE (n:Agent {agent_id: key})");
  }

  @Test
  void aMissingResourceIsNamed() {
    assertThatThrownBy(() -> Cypher.read(GraphSchema.class, "merge_clouds"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("merge_clouds.cypher", "io.contextgraph.graph");
  }
}
