package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Neo4jVersionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"5.24", "5.24.0", "5.26.30", "5.26-aura", "6.0.0", "2025.01.0", "2026.08.1"})
  void theseVersionsAreSupported(String version) {
    assertThatCode(() -> Neo4jVersion.requireSupported(version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.23.0", "5.9.0", "4.4.40", "5", "dev", ""})
  void theseVersionsAreRefused(String version) {
    assertThatThrownBy(() -> Neo4jVersion.requireSupported(version))
        .isInstanceOf(ProjectionException.class)
        .hasMessage("Neo4j has version " + version + ", but 5.24 or newer is needed");
  }
}
