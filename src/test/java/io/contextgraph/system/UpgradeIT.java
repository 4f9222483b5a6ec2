package io.contextgraph.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.TreeBuild;
import io.contextgraph.ledger.TreeHead;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.Http;
import io.contextgraph.local.LocalException;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.schema.Release01;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From release 0.1 to this one: stop with a savepoint, install the schema, start. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class UpgradeIT {
  private static final Path GOLDEN =
      RunningSystem.PROJECT.resolve("src/test/resources/savepoint-0.1");

  /** The events of other tests have types of one word, which release 0.1 did not accept. */
  private static final String WITHOUT_TYPE_RULE =
      """
      DO $$
      DECLARE rule text;
      BEGIN
        SELECT pg_get_constraintdef(oid) INTO STRICT rule FROM pg_constraint
        WHERE conrelid = 'ledger.event'::regclass AND conname = 'event_event_type_check';
        ALTER TABLE ledger.event DROP CONSTRAINT event_event_type_check;
        INSERT INTO ledger.event SELECT * FROM later.event;
        EXECUTE 'ALTER TABLE ledger.event ADD CONSTRAINT event_event_type_check '
          || rule || ' NOT VALID';
      END $$""";

  @Test
  void theJobRefusesTheSchemaOfRelease01AndContinuesItsSavepointOnceTheSchemaIsInstalled()
      throws Exception {
    RunningSystem running = RunningSystem.get();
    LocalSystem system = running.system();
    PostgresConnections superuser = system.postgres().superuser(PostgresServer.DATABASE);
    running.check(running.publish(81, 1_000, 0));
    system.stopJob();
    replaceByRelease01(superuser);
    List<Sent> meanwhile = running.publish(82, 1_000, 0);

    try {
      system.submit(Deployment.from(Optional.of(GOLDEN)));
    } catch (LocalException refused) {
      assertThat(refused).hasMessageStartingWith("The job failed: ");
    }
    URI job = system.flink().rest().resolve("/jobs/" + system.jobId());
    Waiting.await("the job stops", () -> Http.json(job).path("state").asText().equals("FAILED"));
    assertThat(Http.json(URI.create(job + "/exceptions")).toString())
        .contains("is absent or that of release 0.1", "context-graph schema install");

    LedgerSchema.install(superuser, Map.of());
    system.submit(Deployment.from(Optional.of(GOLDEN)));
    try (Connection ledger = superuser.openDurable()) {
      assertThat(new TreeBuild(ledger).run((size, position) -> {})).isPositive();
    }
    running.check(meanwhile);
    try (Connection ledger = superuser.open()) {
      assertThat(TreeHead.read(ledger).isComplete()).isTrue();
    }
  }

  /** Moves the contents of the ledger into a schema of release 0.1. */
  private static void replaceByRelease01(PostgresConnections superuser) throws SQLException {
    TestSql.execute(superuser, "ALTER SCHEMA ledger RENAME TO later");
    Release01.install(superuser);
    TestSql.execute(
        superuser,
        "SELECT ledger.ensure_partition(month) FROM"
            + " (SELECT DISTINCT date_trunc('month', occurred_at, 'UTC') FROM later.event) m (month)",
        WITHOUT_TYPE_RULE,
        "INSERT INTO ledger.event_identity SELECT * FROM later.event_identity",
        "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)"
            + " SELECT stream, entry_id, reason, detail, fields FROM later.dead_letter"
            + " ON CONFLICT (stream, entry_id) DO NOTHING",
        "UPDATE ledger.head SET (ledger_id, position, recorded_at)"
            + " = (SELECT ledger_id, position, recorded_at FROM later.head)",
        "DROP SCHEMA later CASCADE");
  }
}
