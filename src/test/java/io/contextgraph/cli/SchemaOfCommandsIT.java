package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.schema.Release01;
import io.contextgraph.system.TestServers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every command that reads Postgres compares the schema with its version first. */
class SchemaOfCommandsIT {
  private static Map<String, String> environment(String database) {
    PostgresConnections postgres = TestServers.ledger(database, "postgres");
    Neo4jConnections neo4j = TestServers.neo4j();
    Map<String, String> environment = new HashMap<>();
    String uri =
        postgres
            .address()
            .uri()
            .toString()
            .replace("//", "//postgres:" + postgres.address().resolvedPassword() + "@");
    environment.put("CONTEXT_GRAPH_POSTGRES_URI", uri);
    environment.put("CONTEXT_GRAPH_POSTGRES_ADMIN_URI", uri);
    environment.put("CONTEXT_GRAPH_POSTGRES_CONTROL_URI", uri);
    environment.put("CONTEXT_GRAPH_PRIVACY_OFFICER_URI", uri);
    environment.put("CONTEXT_GRAPH_REDIS_URI", TestServers.redis().address().uri().toString());
    environment.put("CONTEXT_GRAPH_NEO4J_URI", neo4j.address().uri().toString());
    environment.put("CONTEXT_GRAPH_NEO4J_USER", "neo4j");
    environment.put("CONTEXT_GRAPH_NEO4J_PASSWORD", neo4j.address().resolvedPassword());
    return environment;
  }

  @Test
  void aSchemaOfRelease01IsRefusedInOneLineByEveryCommand() throws Exception {
    String database = TestServers.newDatabase();
    Release01.install(TestServers.ledger(database, "postgres"));
    Map<String, String> environment = environment(database);
    for (String command :
        new String[] {
          "events",
          "events --follow",
          "sessions",
          "failures",
          "dead-letters list",
          "dead-letters show 1",
          "dead-letters replay 1",
          "dead-letters discard 1 --reason x",
          "graph verify",
          "graph rebuild",
          "audit",
          "group adopt",
          "privacy restore",
          "privacy status",
          "schema reindex"
        }) {
      Jar.Ended ended = Jar.run(environment, command.split(" "));
      assertThat(ended.exitCode()).as("%s: %s", command, ended.output()).isEqualTo(2);
      assertThat(ended.output().lines()).as(command).hasSize(1);
      assertThat(ended.output()).contains("context-graph schema install");
    }
    Jar.Ended status = Jar.run(environment, "status");
    assertThat(status.exitCode()).isEqualTo(2);
    assertThat(status.output().lines().filter(line -> line.contains("schema install"))).hasSize(1);
  }
}
