package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.Driver;

/** The promises of the design (its section 6), checked from outside with SQL and Cypher. */
final class Invariants {
  private static final String OUT_OF_ORDER =
      """
      SELECT count(*) FROM (
        SELECT entry, lag(entry) OVER (PARTITION BY session_id, stream ORDER BY global_position) AS before
        FROM (SELECT session_id, stream, global_position,
                ARRAY[split_part(entry_id, '-', 1)::numeric, split_part(entry_id, '-', 2)::numeric] AS entry
              FROM ledger.event) AS entries) AS pairs
      WHERE entry <= before
      """;

  private final PostgresServer postgres;
  private final Neo4jServer neo4j;

  Invariants(LocalSystem system) {
    this.postgres = system.postgres();
    this.neo4j = system.neo4j();
  }

  /** I1: every acknowledged entry is an event or a dead letter, at the latest after a while. */
  void everyAcknowledgedEntryArrives(LoggedProducer producer) throws Exception {
    Set<String> missing = Set.of();
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (System.nanoTime() < deadline) {
      missing = new HashSet<>(producer.events());
      missing.removeAll(texts("SELECT event_id::text FROM ledger.event"));
      Set<String> letters = new HashSet<>(producer.poison());
      letters.removeAll(texts("SELECT stream || ' ' || entry_id FROM ledger.dead_letter"));
      missing.addAll(letters);
      if (missing.isEmpty()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(missing).as("acknowledged by Redis, but neither recorded nor a letter").isEmpty();
  }

  /** I2 and I3: one row an event id, positions from 1 on without holes. */
  void everyEventIsThereOnceWithoutHoles() throws SQLException {
    long rows = number("SELECT count(*) FROM ledger.event");
    assertThat(number("SELECT count(DISTINCT event_id) FROM ledger.event")).isEqualTo(rows);
    assertThat(number("SELECT count(*) FROM ledger.event_identity")).isEqualTo(rows);
    assertThat(number("SELECT max(global_position) FROM ledger.event")).isEqualTo(rows);
    assertThat(number("SELECT count(DISTINCT global_position) FROM ledger.event")).isEqualTo(rows);
    assertThat(number("SELECT position FROM ledger.head")).isEqualTo(rows);
    assertThat(number("SELECT count(*) FROM pg_prepared_xacts")).isZero();
  }

  /** I6: within a session and stream, positions follow entries. */
  void sessionsKeepTheirOrder() throws SQLException {
    assertThat(number(OUT_OF_ORDER)).isZero();
  }

  /** I3 and I4: a live reader saw what is there now, in the same order. */
  void theLiveReaderSawTheSame(LedgerPoller poller) throws SQLException {
    assertThat(poller.violations()).isEmpty();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT event_id::text FROM ledger.event ORDER BY global_position")) {
      for (String seen : poller.read()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(seen);
      }
    }
  }

  /** I5, by number: the graph has each event of the ledger. */
  void theGraphCatchesUp() throws Exception {
    long rows = number("SELECT count(*) FROM ledger.event");
    long nodes = -1;
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    try (Driver driver = neo4j.connections().open()) {
      while (nodes != rows && System.nanoTime() < deadline) {
        nodes =
            driver
                .executableQuery("MATCH (e:Event) WHERE NOT e:Missing RETURN count(e) AS n")
                .execute()
                .records()
                .get(0)
                .get("n")
                .asLong();
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    assertThat(nodes).isEqualTo(rows);
  }

  long number(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Set<String> texts(String sql) throws SQLException {
    Set<String> texts = new HashSet<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private Connection open() throws SQLException {
    return postgres.superuser(PostgresServer.DATABASE).open();
  }
}
