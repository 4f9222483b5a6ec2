package io.contextgraph.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.audit.GraphAudit;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.Http;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Follows the procedure "The ledger was restored or failed over" in docs/operations.md. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class RestoreIT {
  private static final String LEDGER = PostgresServer.DATABASE;

  private final RunningSystem running;
  private final LocalSystem system;

  RestoreIT() throws Exception {
    running = RunningSystem.get();
    system = running.system();
  }

  @Test
  void theProcedureBringsBackARestoredLedgerThatHasOtherEventsAtThePositionsOfLostOnes()
      throws Exception {
    running.check(running.publish(91, 1_000, 0));
    Path savepoint = system.stopJob();
    postgres("CREATE DATABASE backup TEMPLATE " + LEDGER);
    running
        .outside()
        .redisDo(redis -> redis.sync().xgroupCreate(StreamOffset.latest("events"), "backup"));
    system.submit(Deployment.from(Optional.of(savepoint)));
    List<Sent> lost = running.publish(92, 1_000, 0);
    running.check(lost);
    long reached = running.outside().head();

    appendOthers("backup", 2_500);
    replaceLedgerBy("backup");
    assertThat(running.outside().head()).isGreaterThan(reached);
    List<Sent> meanwhile = running.publish(93, 1_000, 0);
    String job = system.jobId();
    Waiting.await("the job stops", () -> job(job, "").path("state").asText().equals("FAILED"));
    assertThat(job(job, "/exceptions").toString())
        .contains("was recorded there before", "The ledger was restored or failed over");

    try (GraphAudit audit =
        GraphAudit.open(
            system.postgres().connections("ledger_operator", LEDGER),
            system.neo4j().connections(),
            "main")) {
      audit.rebuild(8, difference -> {}, (unit, done, total) -> {});
      assertThat(audit.verify(difference -> {}, (unit, done, total) -> {})).isZero();
    }
    running.outside().redisDo(redis -> redis.sync().xgroupDestroy("events", "context-graph"));
    system.submit(Deployment.fresh());
    running.check(lost);
    running.check(meanwhile);
    running.outside().redisDo(redis -> redis.sync().xgroupDestroy("events", "backup"));
    postgres("DROP DATABASE lost");
  }

  private JsonNode job(String id, String path) throws Exception {
    return Http.json(URI.create(system.flink().rest() + "/jobs/" + id + path));
  }

  private void postgres(String... statements) throws SQLException {
    try (Connection connection = running.outside().postgres("postgres");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Other events, at the positions that the lost ones had. */
  private void appendOthers(String database, int count) throws SQLException {
    List<Event> others = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      others.add(
          EventFields.valid()
              .with("event_id", new UUID(0x4000, Long.MIN_VALUE | i).toString())
              .with("session_id", "other " + i % 7)
              .event("elsewhere", i + "-0"));
    }
    try (PostgresLedger ledger =
        new PostgresLedger(
            system.postgres().connections("ledger_writer", database), LedgerMark.NONE, 3)) {
      ledger.append(others);
    }
  }

  private void replaceLedgerBy(String backup) throws SQLException {
    postgres(
        "ALTER DATABASE " + LEDGER + " ALLOW_CONNECTIONS false",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + LEDGER + "'",
        "ALTER DATABASE " + LEDGER + " RENAME TO lost",
        "ALTER DATABASE " + backup + " RENAME TO " + LEDGER);
  }
}
