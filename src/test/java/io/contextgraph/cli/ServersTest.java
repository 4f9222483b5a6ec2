package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.server.Tls;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses in the environment. */
class ServersTest {
  private static void use(Servers servers) {
    servers.redis();
    servers.postgres();
    servers.neo4j();
    servers.flink();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> valid =
        new java.util.HashMap<>(
            Map.of(
                "CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1/2",
                "CONTEXT_GRAPH_POSTGRES_URI", "postgresql://h:1/x",
                "CONTEXT_GRAPH_POSTGRES_TLS_CA", "/ca.pem",
                "CONTEXT_GRAPH_NEO4J_URI", "neo4j+s://h:1",
                "CONTEXT_GRAPH_FLINK_REST", "https://h:1"));
    valid.put("CONTEXT_GRAPH_" + name, value);
    return valid;
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_URI, redis://me:s3cret@127.0.0.1:1/abc, number of a database",
    "REDIS_URI, http://me:s3cret@h:1, redis:// or rediss://",
    "REDIS_URI, 127.0.0.1:6379, redis:// or rediss://",
    "POSTGRES_URI, jdbc:postgresql://me:s3cret@h/x, should begin with postgresql://",
    "POSTGRES_URI, h:5432/x, should begin with postgresql://",
    "POSTGRES_URI, postgresql://me:s3cret@h:99999/x, port",
    "POSTGRES_URI, mysql://me:s3cret@h/x, postgresql://",
    "POSTGRES_URI, postgresql://me:s3 cret@h/x, not a URI",
    "NEO4J_URI, http://me:s3cret@h:7474, bolt://",
    "NEO4J_URI, bolt+ssc://me:s3cret@h:7687, bolt://",
    "REDIS_URI, redis://me:s3cret@h:1, 'beyond this machine: CONTEXT_GRAPH_REDIS_TLS_CA should'",
    "NEO4J_URI, bolt://me:s3cret@h:1, 'CONTEXT_GRAPH_NEO4J_TLS should be off'",
    "FLINK_REST, http://h:1, 'beyond this machine: CONTEXT_GRAPH_FLINK_TLS_CA should'",
    "FLINK_REST, h 8081, should begin with http://",
    "FLINK_REST, localhost:8081, should begin with http://"
  })
  void aWrongAddressIsRefusedByTheNameOfItsVariableWithoutItsPassword(
      String name, String value, String reason) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> use(new Servers(with(name, value))))
        .withMessageContaining("CONTEXT_GRAPH_" + name)
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret", "null", "s3 cret"));
  }

  @Test
  void aLoginAtPostgresTakesAtMostTenSeconds() {
    String uri = "postgresql://127.0.0.1/p";
    Servers servers =
        new Servers(
            Map.of("CONTEXT_GRAPH_POSTGRES_URI", uri, "CONTEXT_GRAPH_POSTGRES_ADMIN_URI", uri));
    assertThat(servers.postgres().longestLogin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(servers.postgres(Servers.Role.ADMIN).longestLogin())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void validAddressesAreUsed() {
    use(new Servers(with("FLINK_REST", "https://h")));
  }

  @Test
  void anAuthorityOfFlinkNeedsAnAddressWithTls() {
    assertThat(new Servers(with("FLINK_TLS_CA", "/flink.pem")).flink().orElseThrow().tls())
        .isEqualTo(Tls.trusting("/flink.pem"));
    Map<String, String> plain = with("FLINK_TLS_CA", "/flink.pem");
    plain.put("CONTEXT_GRAPH_FLINK_REST", "http://h:1");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new Servers(plain).flink())
        .withMessageContaining("CONTEXT_GRAPH_FLINK_REST should begin with https://");
  }

  @Test
  void everyAddressOfAKindIsProtectedByTheSameVariables() {
    Map<String, String> environment =
        Map.of(
            "CONTEXT_GRAPH_POSTGRES_NOTARY_URI", "postgresql://h/p",
            "CONTEXT_GRAPH_PRIVACY_OPENER_URI", "postgresql://h/k",
            "CONTEXT_GRAPH_NEO4J_URI", "bolt://127.0.0.1",
            "CONTEXT_GRAPH_POSTGRES_TLS_CA", "/ledger.pem",
            "CONTEXT_GRAPH_PRIVACY_TLS", "off",
            "CONTEXT_GRAPH_NEO4J_TLS_CA", "/graph.pem",
            "CONTEXT_GRAPH_NEO4J_TLS_CERTIFICATE", "/own.pem",
            "CONTEXT_GRAPH_NEO4J_TLS_KEY", "/own.key");
    Servers servers = new Servers(environment);
    assertThat(servers.postgres(Servers.Role.NOTARY).address().tls())
        .isEqualTo(Tls.trusting("/ledger.pem"));
    assertThat(servers.postgres(Servers.Role.OPENER).address().tls()).isEqualTo(Tls.OFF);
    assertThat(servers.neo4j("bolt://other").address().tls())
        .isEqualTo(new Tls(false, "/graph.pem", "/own.pem", "/own.key"));
  }

  @Test
  void anAddressThatIsTypedIsRefusedByTheNameOfItsOption() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new Servers(Map.of()).neo4j("ftp://h"))
        .withMessageContaining("--neo4j-uri should begin with bolt://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bolt://me:s3cret@127.0.0.1", "bolt://me@127.0.0.1", "bolt://:s3cret@h"})
  void anAddressThatIsTypedHasNoLogin(String uri) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new Servers(Map.of()).neo4j(uri))
        .withMessageContaining("--neo4j-uri should have no user and no password")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret", "me@"));
  }
}
