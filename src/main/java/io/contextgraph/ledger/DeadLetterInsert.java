package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Inserts dead letters. An entry that already has a dead letter keeps it unchanged. */
final class DeadLetterInsert {
  private DeadLetterInsert() {}

  /** Inserts within the connection's transaction. */
  static void run(Connection connection, List<DeadLetter> letters) throws SQLException {
    if (letters.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(Sql.INSERT_DEAD_LETTER.text())) {
      for (DeadLetter letter : letters) {
        fill(insert, letter);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Sets the parameters of {@link Sql#INSERT_DEAD_LETTER}. */
  static void fill(PreparedStatement insert, DeadLetter letter) throws SQLException {
    insert.setString(1, letter.stream());
    insert.setString(2, letter.entryId());
    insert.setString(3, letter.reason().name());
    insert.setString(4, letter.detail());
    insert.setBytes(5, letter.fields());
  }
}
