package io.contextgraph.local;

import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.schema.Installation;
import io.contextgraph.schema.KeyStoreSchema;
import io.contextgraph.schema.LedgerRoles;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.server.Secret;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Installs the schemas of the ledger and the graph; leaves unchanged what is already installed. */
record Schemas(PostgresServer postgres, Neo4jServer neo4j) {
  private static final int PROJECTION_PARTITIONS = 8;

  void install() throws SQLException, IOException {
    postgres.createDatabase();
    PostgresConnections superuser = postgres.superuser(PostgresServer.DATABASE);
    LedgerSchema.install(superuser, passwords(LedgerRoles.defaultLogins()));
    KeyStoreSchema.install(superuser, Installation.of(passwords(KeyStoreSchema.defaultLogins())));
    neo4j.setInitialPassword();
    try (Neo4jGraphStore graph =
        new Neo4jGraphStore(neo4j.connections().open(), "main", PROJECTION_PARTITIONS)) {
      graph.install();
    }
  }

  private Map<String, Secret> passwords(List<String> roles) {
    Map<String, Secret> passwords = new LinkedHashMap<>();
    for (String role : roles) {
      passwords.put(role, new Secret.FromFile(postgres.secrets().resolve(role).toString()));
    }
    return passwords;
  }
}
