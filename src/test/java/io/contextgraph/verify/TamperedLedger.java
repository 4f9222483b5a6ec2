package io.contextgraph.verify;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.system.TestServers;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.postgresql.util.PSQLException;

/**
 * A real ledger that a superuser tampers with: each tampering is a transaction, which is verified
 * and then rolled back.
 */
final class TamperedLedger implements AutoCloseable {
  static final int SIZE = 700;

  /** The last position in a full tile. */
  static final int IN_TILES = SIZE / Tile.WIDTH * Tile.WIDTH;

  private static final List<String> TRIGGERS =
      List.of(
          "ledger.event %s TRIGGER refuse_row_change",
          "ledger.event_identity %s TRIGGER refuse_row_change",
          "ledger.tile %s TRIGGER refuse_row_change",
          "ledger.head %s TRIGGER keep_head",
          "ledger.head %s TRIGGER refuse_second_head");

  private final Random random;
  private final String database;
  private final Connection connection;
  private final List<Anchor> anchors = new ArrayList<>();

  /** Changes the ledger. */
  interface Change {
    void run(TamperedLedger ledger) throws SQLException;
  }

  TamperedLedger(Random random) throws SQLException {
    this.random = random;
    this.database = TestServers.newLedger();
    append(database, 1, SIZE, random);
    connection = TestServers.ledger(database, "postgres").open();
    connection.setAutoCommit(false);
    String origin = "context-graph/" + new TreeReader(connection).head().ledgerId();
    for (int size : new int[] {300, SIZE}) {
      Hash root = new TreeReader(connection).tree(size).frontier().root(new Sha256());
      anchors.add(new Anchor("checkpoint of " + size, origin, size, root, true));
    }
    connection.commit();
  }

  String database() {
    return database;
  }

  /** Checkpoints from outside. */
  List<Anchor> anchors() {
    return anchors;
  }

  /** Records events with many fields over four months, a few at a time. */
  static void append(String database, int first, int last, Random random) throws SQLException {
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      List<Event> batch = new ArrayList<>();
      for (int i = first; i <= last; i++) {
        batch.add(event(i, random));
        if (batch.size() == 35 || i == last) {
          ledger.append(batch);
          batch.clear();
        }
      }
    }
  }

  private static Event event(int i, Random random) {
    String day = "2026-%02d-%02d".formatted(8 + random.nextInt(4), 1 + random.nextInt(22));
    return EventFields.valid()
        .with("event_id", "00000000-0000-4000-8000-%012d".formatted(i))
        .with("occurred_at", day + "T09:00:00.%06dZ".formatted(random.nextInt(1_000_000)))
        .with("ended_at", "2026-11-30T00:00:00Z")
        .with("session_id", "session " + random.nextInt(20))
        .with("parent_event_id", "00000000-0000-4000-8000-%012d".formatted(i + 1_000_000))
        .with("tool_name", "grep")
        .with("status", "completed")
        .with("importance_hint", "" + (1 + random.nextInt(10)))
        .with("subject_id", "person " + random.nextInt(50))
        .with("payload_ref", "s3://bucket/" + i)
        .with("payload", "{\"n\": " + random.nextInt(1_000) + ", \"ü\": \"text\"}")
        .with("extra", "value " + random.nextInt())
        .event("events", i + "-0");
  }

  /** Verifies as it is. */
  Verification verify(List<Anchor> given) throws SQLException {
    return new LedgerVerification(connection, new CheckpointKeys(List.of()))
        .run(given, (done, total) -> {});
  }

  /**
   * Verifies after a tampering that triggers would refuse, and undoes it.
   *
   * @return null if Postgres refuses the change even so
   */
  Verification verifyAfter(Tampering tampering, List<Anchor> given) throws SQLException {
    try {
      if (tampering.isOfSchema()) {
        tampering.change().run(this);
      } else {
        triggers("DISABLE");
        tampering.change().run(this);
        triggers("ENABLE ALWAYS");
      }
    } catch (PSQLException e) {
      connection.rollback();
      if (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("23")) {
        return null;
      }
      throw e;
    }
    try {
      return verify(given);
    } finally {
      connection.rollback();
    }
  }

  private void triggers(String state) throws SQLException {
    for (String trigger : TRIGGERS) {
      execute("ALTER TABLE " + trigger.formatted(state));
    }
  }

  /** Runs a statement, which has to change something if it changes rows. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)
          && statement.getUpdateCount() == 0
          && sql.startsWith("UPDATE ledger.")) {
        throw new PSQLException("nothing was changed", org.postgresql.util.PSQLState.DATA_ERROR);
      }
    }
  }

  List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  int position() {
    return 1 + random.nextInt(SIZE);
  }

  int random(int bound) {
    return random.nextInt(bound);
  }

  /** Makes tiles and head those of the rows up to a size, as one would who knows the format. */
  void rewriteTree(int size) throws SQLException {
    Sha256 sha256 = new Sha256();
    List<Tile> full = new ArrayList<>();
    List<Hash> leaves =
        new TreeReader(connection).leaves(0, size).stream().map(leaf -> leaf.hash(sha256)).toList();
    GrowingTree tree = GrowingTree.EMPTY.plus(leaves, full, sha256);
    execute("DELETE FROM ledger.tile");
    for (Tile tile : full) {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO ledger.tile VALUES (?, ?, ?)")) {
        insert.setInt(1, tile.level());
        insert.setLong(2, tile.index());
        insert.setBytes(3, tile.toBytes());
        insert.executeUpdate();
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE ledger.head SET position = ?, tree_size = ?, frontier = ?, recorded_at ="
                + " (SELECT recorded_at FROM ledger.event WHERE global_position = ?)")) {
      update.setLong(1, size);
      update.setLong(2, size);
      update.setBytes(3, tree.frontier().toBytes());
      update.setLong(4, size);
      update.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
