package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Reason;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.schema.Release01;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dead letters are unique by stream, entry id and fields. */
class DeadLetterUniquenessIT {
  private static DeadLetter letter(String entry, int... fields) {
    byte[] bytes = new byte[fields.length];
    for (int i = 0; i < fields.length; i++) {
      bytes[i] = (byte) fields[i];
    }
    return new DeadLetter("events", entry, Reason.INVALID_JSON, "x", bytes);
  }

  private static List<String> letters(String database) throws SQLException {
    try (Connection connection = TestServers.ledger(database, "ledger_reader").open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT entry_id || ' ' || encode(fields, 'hex') FROM ledger.dead_letter"
                    + " ORDER BY id")) {
      List<String> letters = new ArrayList<>();
      while (rows.next()) {
        letters.add(rows.getString(1));
      }
      return letters;
    }
  }

  private static void insert(Connection connection, String statement, DeadLetter letter)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      DeadLetterInsert.fill(insert, letter);
      insert.executeUpdate();
    }
  }

  @Test
  void aSecondBadEntryUnderAnIdThatWasADeadLetterIsKept() throws SQLException {
    String database = TestServers.newLedger();
    try (Connection connection = TestServers.ledger(database, "ledger_writer").open()) {
      connection.setAutoCommit(false);
      AppendTransaction transaction =
          new AppendTransaction(connection, new CopyBuffer(), new WriterTree());
      transaction.writeDeadLetters(List.of(letter("1-1", 1), letter("1-1", 2)));
      transaction.writeDeadLetters(List.of(letter("1-1", 1), letter("1-2", 1)));
    }
    assertThat(letters(database)).containsExactly("1-1 01", "1-1 02", "1-2 01");
  }

  @Test
  void aStreamMayHaveTheLongestNameThatTheJobAccepts() throws SQLException {
    String database = TestServers.newLedger();
    StringBuilder name = new StringBuilder();
    new Random(3).ints(2_000, '!', '~').forEach(name::appendCodePoint);
    DeadLetter letter =
        new DeadLetter(
            name.toString(), "18446744073709551615-1", Reason.INVALID_JSON, "x", new byte[1 << 20]);
    try (Connection connection = TestServers.ledger(database, "ledger_writer").open()) {
      insert(connection, Sql.INSERT_DEAD_LETTER.text(), letter);
    }
    assertThat(letters(database)).hasSize(1);
  }

  /** The migration says that an older job must not continue: this is why. */
  @Test
  void aJobOfRelease01WritesUntilTheMigrationAndFailsInsteadOfDroppingLettersAfterIt()
      throws SQLException {
    TestServers.newLedger();
    String database = TestServers.newDatabase();
    PostgresConnections admin = TestServers.ledger(database, "postgres");
    Release01.install(admin);
    try (Connection old = TestServers.ledger(database, "ledger_writer").open()) {
      insert(old, Release01.INSERT_DEAD_LETTER, letter("1-1", 1));
      Release01.upgradeTo(admin, "012");
      insert(old, Release01.INSERT_DEAD_LETTER, letter("1-2", 1));
      LedgerSchema.install(admin, Map.of());
      assertThatThrownBy(() -> insert(old, Release01.INSERT_DEAD_LETTER, letter("1-3", 1)))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> {
                assertThat(e.getSQLState()).isEqualTo("42P10");
                assertThat(SqlFault.of(e)).isEqualTo(SqlFault.FATAL);
              });
      insert(old, Sql.INSERT_DEAD_LETTER.text(), letter("1-1", 1));
      insert(old, Sql.INSERT_DEAD_LETTER.text(), letter("1-1", 2));
    }
    assertThat(letters(database)).containsExactly("1-1 01", "1-2 01", "1-1 02");
  }
}
