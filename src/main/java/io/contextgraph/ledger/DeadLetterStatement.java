package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The statement that records a dead letter; recording one twice changes nothing. */
public final class DeadLetterStatement {
  /** Takes what {@link #fill} sets. */
  public static final String SQL = AppendTransaction.INSERT_DEAD_LETTER;

  private DeadLetterStatement() {}

  public static void fill(PreparedStatement statement, DeadLetter letter) throws SQLException {
    statement.setString(1, letter.stream());
    statement.setString(2, letter.entryId());
    statement.setString(3, letter.reason().name());
    statement.setString(4, letter.detail());
    statement.setBytes(5, letter.fields());
  }
}
