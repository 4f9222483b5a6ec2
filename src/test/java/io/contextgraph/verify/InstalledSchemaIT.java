package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The schema that {@code ledger verify} expects is the one that {@code schema install} makes. After
 * a migration, {@code -Dschema.write=true} writes it again.
 */
class InstalledSchemaIT {
  private static final Path EXPECTED =
      Path.of("src/main/resources/io/contextgraph/verify/installed_schema.tsv");

  private static List<String> lines(PostgresConnections ledger) throws SQLException {
    List<SchemaPart> parts = new ArrayList<>();
    try (Connection connection = ledger.open()) {
      new LedgerTables(connection).open();
      LedgerSchemaParts schema = new LedgerSchemaParts(connection);
      parts.addAll(schema.objects());
      parts.addAll(schema.versions());
      schema.partitions().values().forEach(parts::addAll);
    }
    return parts.stream().map(SchemaPart::toLine).sorted().toList();
  }

  @Test
  void theExpectedSchemaIsThatOfANewLedger() throws SQLException, IOException {
    PostgresConnections admin = TestServers.ledger(TestServers.newLedger(), "postgres");
    TestSql.execute(admin, "SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    List<String> installed = lines(admin);
    if (Boolean.getBoolean("schema.write")) {
      Files.write(EXPECTED, installed);
    }
    assertThat(installed).isEqualTo(Files.readAllLines(EXPECTED));
  }
}
