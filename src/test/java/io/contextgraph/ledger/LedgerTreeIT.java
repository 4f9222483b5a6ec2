package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Event;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The tree that appends keep, against the rows of a real ledger. */
@Timeout(value = 3, threadMode = ThreadMode.SEPARATE_THREAD)
class LedgerTreeIT {
  private final String database = TestServers.newLedger();
  private final PostgresConnections admin = TestServers.ledger(database, "postgres");
  private int published;

  private PostgresLedger writer() {
    return new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3);
  }

  private List<Event> events(int count) {
    int first = published + 1;
    published += count;
    return IntStream.range(first, first + count)
        .mapToObj(i -> LedgerBatchTest.event(i, i % 7))
        .toList();
  }

  /** Recomputes everything from the rows. */
  private void checkTree() throws SQLException {
    Sha256 sha256 = new Sha256();
    try (Connection connection = admin.open()) {
      TreeReader reader = new TreeReader(connection);
      TreeHead head = reader.head();
      assertThat(head.isComplete()).isTrue();
      List<Hash> leaves =
          reader.leaves(0, head.position()).stream().map(leaf -> leaf.hash(sha256)).toList();
      List<Tile> tiles = new ArrayList<>();
      GrowingTree tree = GrowingTree.EMPTY.plus(leaves, tiles, sha256);
      assertThat(head.frontier()).isEqualTo(tree.frontier());
      assertThat(reader.tree(head.position())).isEqualTo(tree);
      for (Tile tile : tiles) {
        assertThat(reader.tile(tile.level(), tile.index())).isEqualTo(tile);
      }
      assertThat(text("SELECT count(*) FROM ledger.tile")).isEqualTo("" + tiles.size());
    }
  }

  private String text(String sql) throws SQLException {
    return TestSql.text(admin, sql);
  }

  @Test
  void writersThatAlternateContinueOneTree() throws Exception {
    Random random = new Random(14);
    try (PostgresLedger one = writer();
        PostgresLedger other = writer()) {
      while (published < 3_000) {
        PostgresLedger next = random.nextInt(3) == 0 ? other : one;
        next.append(events(1 + random.nextInt(random.nextInt(10) == 0 ? 700 : 20)));
      }
      one.append(List.of(LedgerBatchTest.event(5, 5)));
    }
    assertThat(text("SELECT position FROM ledger.head")).isEqualTo("" + published);
    checkTree();
  }

  @Test
  void anAppendThatPostgresRefusesLeavesNoLeaf() throws Exception {
    try (PostgresLedger ledger = writer()) {
      ledger.append(events(300));
      TestSql.execute(
          admin,
          "ALTER TABLE ledger.event ADD CONSTRAINT event_test_check"
              + " CHECK (entry_id <> '555-2') NOT VALID");
      assertThat(ledger.append(events(700)).deadLetters()).hasSize(1);
      ledger.append(events(10));
    }
    assertThat(text("SELECT position FROM ledger.head")).isEqualTo("1009");
    checkTree();
  }

  @Test
  void aLedgerWithoutATreeGetsItWhileRecordingContinues() throws Exception {
    try (PostgresLedger ledger = writer()) {
      ledger.append(events(2_000));
      removeTree();
      ledger.append(events(1_000));
      assertThat(text("SELECT tree_size FROM ledger.head")).isEqualTo("0");
      AtomicBoolean built = new AtomicBoolean();
      CompletableFuture<Void> recording =
          CompletableFuture.runAsync(
              () -> {
                while (!built.get() && published < 100_000) {
                  append(ledger, events(50));
                }
              });
      cutOffOnce();
      try (Connection connection = admin.openDurable()) {
        assertThat(new TreeBuild(connection, 300).run((size, position) -> {})).isPositive();
      }
      built.set(true);
      recording.join();
      assertThat(published).as("events published meanwhile").isGreaterThan(3_000);
      ledger.append(events(400));
    }
    checkTree();
  }

  private static void append(PostgresLedger ledger, List<Event> events) {
    try {
      ledger.append(events);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void cutOffOnce() throws SQLException {
    try (Connection connection = admin.openDurable()) {
      TreeBuild build = new TreeBuild(connection, 300);
      assertThatThrownBy(
              () ->
                  build.run(
                      (size, position) -> {
                        throw new IllegalStateException("cut off at " + size);
                      }))
          .hasMessage("cut off at 300");
    }
    assertThat(text("SELECT tree_size FROM ledger.head")).isEqualTo("300");
  }

  private void removeTree() throws SQLException {
    TestSql.execute(
        admin,
        "ALTER TABLE ledger.head DISABLE TRIGGER keep_head",
        "ALTER TABLE ledger.tile DISABLE TRIGGER ALL",
        "DELETE FROM ledger.tile",
        "UPDATE ledger.head SET tree_size = 0, frontier = ''",
        "ALTER TABLE ledger.tile ENABLE ALWAYS TRIGGER refuse_row_change",
        "ALTER TABLE ledger.tile ENABLE ALWAYS TRIGGER refuse_truncate",
        "ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER keep_head");
  }

  @Test
  void aProgramThatDoesNotKnowTheTreeCannotMoveTheHead() throws Exception {
    try (PostgresLedger ledger = writer()) {
      ledger.append(events(3));
    }
    PostgresConnections writer = TestServers.ledger(database, "ledger_writer");
    for (String move :
        List.of(
            "UPDATE ledger.head SET position = position + 1",
            "UPDATE ledger.head SET position = position - 1, tree_size = tree_size - 1",
            "UPDATE ledger.head SET frontier = decode(repeat('00', 64), 'hex')",
            "UPDATE ledger.head SET recorded_at = '2020-01-01'",
            "UPDATE ledger.head SET recorded_at = 'infinity'",
            "UPDATE ledger.head SET position = 4, tree_size = 4,"
                + " frontier = decode(repeat('00', 32), 'hex')")) {
      assertThatThrownBy(() -> TestSql.execute(writer, move))
          .as(move)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
    checkTree();
  }

  @Test
  void aChangedRowOfTheUnfinishedTileStopsTheNextWriter() throws Exception {
    try (PostgresLedger ledger = writer()) {
      ledger.append(events(300));
    }
    TestSql.execute(
        admin,
        "ALTER TABLE ledger.event DISABLE TRIGGER ALL",
        "UPDATE ledger.event SET stream = 'other' WHERE global_position = 290");
    try (PostgresLedger ledger = writer()) {
      assertThatThrownBy(() -> ledger.append(events(1))).hasMessageContaining("ledger verify");
    }
  }

  @Test
  void aMissingRowIsNamedWithWhatToDoIfItsMonthIsDetached() throws Exception {
    try (PostgresLedger ledger = writer()) {
      ledger.append(events(300));
    }
    TestSql.execute(
        admin,
        "ALTER TABLE ledger.event DISABLE TRIGGER ALL",
        "DELETE FROM ledger.event WHERE global_position IN (290, 292)");
    try (Connection connection = admin.open()) {
      TreeReader reader = new TreeReader(connection);
      assertThat(reader.leaves(0, 289)).hasSize(289);
      assertThatThrownBy(() -> reader.leaves(256, 300))
          .hasMessageContaining("position 290 has no event", "is detached, attach it again")
          .hasMessageContaining("ledger verify")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("XX001");
      assertThatThrownBy(() -> reader.leaves(289, 290)).hasMessageContaining("position 290 has no");
    }
  }

  @Test
  void theFrontierOfAnEmptyLedgerIsEmpty() throws Exception {
    try (Connection connection = admin.open()) {
      assertThat(new TreeReader(connection).head().frontier()).isEqualTo(Frontier.EMPTY);
    }
  }
}
