package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.system.TestSql;
import io.contextgraph.system.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a graph has of archived months, and that a verification knows it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class GraphArchivesIT {
  private static final int EVENTS = 400;
  private static final int ARCHIVED = 150;
  private static final String LOCKS =
      " FROM pg_locks WHERE locktype = 'advisory'"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  private static Archives.Entry archive(ProjectedLedger ledger, ArchivedMonth.GraphRule graph)
      throws Exception {
    ArchivedMonth month =
        new ArchivedMonth(
            "event_2026_11",
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"),
            new ArchivedMonth.Positions(1, ARCHIVED, ARCHIVED, 1, "digest"),
            new ArchivedMonth.FileDigests("event_2026_11-0123456789abcdef.jsonl.gz", "l", "b"),
            graph);
    try (ControlEvents events =
        ControlEvents.open(
            ledger.as("ledger_control"),
            new ControlEvent.Actor("ledger_control", "tester", Optional.empty()),
            UUID::randomUUID,
            InstantSource.system())) {
      events.append(ArchiveEvents.archived(month, List.of(), List.of(), "tiles", EVENTS));
    }
    ledger.project();
    try (Connection read = ledger.as("ledger_reader").openLedger()) {
      return new RecordedArchives(read).read().inForce().get(0);
    }
  }

  /** As ledger.drop_archived does; the other rows of the month are put back. */
  private static void dropRows(ProjectedLedger ledger) throws Exception {
    TestSql.execute(
        ledger.as("postgres"),
        "CREATE TABLE kept AS SELECT * FROM ledger.event WHERE global_position > " + ARCHIVED,
        "ALTER TABLE ledger.event DETACH PARTITION ledger.event_2026_11",
        "DROP TABLE ledger.event_2026_11",
        "SELECT ledger.ensure_partition('2026-11-01')",
        "INSERT INTO ledger.event SELECT * FROM kept");
  }

  @Test
  void aGraphThatDropsAMonthEqualsOneThatIsBuiltWithoutIt() throws Exception {
    try (ProjectedLedger ledger = new ProjectedLedger(EVENTS)) {
      Archives.Entry archive = archive(ledger, ArchivedMonth.GraphRule.DROP);
      assertThat(ledger.verify()).as("the events are still there").isNotEmpty();
      ledger.forget(archive);
      assertThat(ledger.verify()).as("rows are still there").isEmpty();
      dropRows(ledger);
      assertThat(ledger.verify()).isEmpty();
      ledger.forget(archive);
      assertThat(ledger.verify()).as("forgotten twice").isEmpty();
      assertThat(
              ledger.count(
                  "MATCH (e:Event) WHERE e.global_position <= "
                      + ARCHIVED
                      + " RETURN count(e) AS n"))
          .isZero();
      long nodes = ledger.count("MATCH (n) RETURN count(n) AS n");
      long links = ledger.count("MATCH ()-[r]->() RETURN count(r) AS n");
      ledger.run("MATCH (n) DETACH DELETE n");
      ledger.rebuild((unit, done, total) -> {});
      assertThat(ledger.verify()).isEmpty();
      assertThat(ledger.count("MATCH (n) RETURN count(n) AS n")).isEqualTo(nodes);
      assertThat(ledger.count("MATCH ()-[r]->() RETURN count(r) AS n")).isEqualTo(links);
    }
  }

  @Test
  void aDroppedEventThatComesBackIsFoundAndRepaired() throws Exception {
    try (ProjectedLedger ledger = new ProjectedLedger(EVENTS)) {
      ledger.forget(archive(ledger, ArchivedMonth.GraphRule.DROP));
      dropRows(ledger);
      ledger.run(
          "CREATE (:Event {event_id: '"
              + ProjectedLedger.id(5)
              + "', session_id: 's', global_position: 6})");
      assertThat(ledger.verify()).hasSize(1);
      ledger.repair();
      assertThat(ledger.verify()).isEmpty();
    }
  }

  @Test
  void aGraphThatKeepsAMonthMissesEachOfItsEventsThatIsGone() throws Exception {
    try (ProjectedLedger ledger = new ProjectedLedger(EVENTS)) {
      archive(ledger, ArchivedMonth.GraphRule.KEEP);
      dropRows(ledger);
      assertThat(ledger.verify()).isEmpty();
      ledger.record(50);
      ledger.project();
      assertThat(ledger.verify()).isEmpty();
      ledger.run("MATCH (e:Event {global_position: 7}) DETACH DELETE e");
      assertThat(ledger.verify())
          .anyMatch(
              found ->
                  found.problem().equals("missing") && found.event().equals(ProjectedLedger.id(6)));
    }
  }

  private static boolean isTaken(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_try_advisory_lock(hashtextextended('ledger.retention', 0))")) {
      row.next();
      return !row.getBoolean(1);
    }
  }

  @Test
  void neitherARepairNorARebuildRunsWhileMonthsAreArchived() throws Exception {
    try (ProjectedLedger ledger = new ProjectedLedger(EVENTS)) {
      ledger.run("MATCH (e:Event {global_position: 7}) SET e.status = 'damaged'");
      try (Connection retention = ledger.as("ledger_control").openLedger()) {
        assertThat(isTaken(retention)).isFalse();
        assertThatThrownBy(ledger::repair)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("another program archives or restores months");
        assertThatThrownBy(() -> ledger.rebuild((unit, done, total) -> {}))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("another program archives or restores months");
        assertThat(ledger.verify()).hasSize(1);
      }
      ledger.repair();
      assertThat(ledger.verify()).isEmpty();
    }
  }

  @Test
  void noMonthIsArchivedDuringARepairOrARebuild() throws Exception {
    try (ProjectedLedger ledger = new ProjectedLedger(EVENTS);
        Connection retention = ledger.as("ledger_control").openLedger()) {
      List<Boolean> taken = new ArrayList<>();
      Progress progress =
          (unit, done, total) -> {
            try {
              taken.add(isTaken(retention));
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          };
      ledger.repairReporting(progress);
      assertThat(taken).isNotEmpty().doesNotContain(false);
      taken.clear();
      ledger.rebuild(progress);
      assertThat(taken).isNotEmpty().doesNotContain(false);
      assertThat(isTaken(retention)).isFalse();
    }
  }

  private static void lock(Connection retention) {
    try (Statement statement = retention.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(hashtextextended('ledger.retention', 0))");
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void noMonthIsArchivedBetweenARebuildAndTheRepairThatFollows() throws Exception {
    try (ProjectedLedger ledger = new ProjectedLedger(EVENTS);
        Connection retention = ledger.as("ledger_control").openLedger()) {
      List<CompletableFuture<Void>> waiting = new ArrayList<>();
      Progress progress =
          (unit, done, total) -> {
            if (waiting.isEmpty()) {
              waiting.add(CompletableFuture.runAsync(() -> lock(retention)));
              await(ledger, "SELECT count(*) = 1" + LOCKS + " AND NOT granted");
            }
          };
      ledger.run("CREATE (:Event {event_id: 'stray', session_id: 'session 1'})");
      assertThat(ledger.rebuildAndRepair(progress)).hasSize(1);
      waiting.get(0).get(1, TimeUnit.MINUTES);
      assertThat(ledger.verify()).isEmpty();
    }
  }

  private static void await(ProjectedLedger ledger, String condition) {
    try {
      Waiting.await(condition, () -> TestSql.text(ledger.as("postgres"), condition).equals("t"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRepairAndARebuildSayThatTheLockOnTheMonthsWasLost() throws Exception {
    try (ProjectedLedger ledger = new ProjectedLedger(EVENTS)) {
      Progress progress =
          (unit, done, total) ->
              await(
                  ledger,
                  "SELECT bool_and(pg_terminate_backend(pid)) IS DISTINCT FROM false"
                      + LOCKS
                      + " AND mode = 'ShareLock'");
      for (ThrowableAssert.ThrowingCallable change :
          List.<ThrowableAssert.ThrowingCallable>of(
              () -> ledger.repairReporting(progress), () -> ledger.rebuildAndRepair(progress))) {
        assertThatThrownBy(change)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("kept months from being archived or restored was lost");
      }
    }
  }
}
