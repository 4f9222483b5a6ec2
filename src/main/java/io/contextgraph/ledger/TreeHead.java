package io.contextgraph.ledger;

import io.contextgraph.tree.Frontier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The end of a ledger with its tree, from the row {@code ledger.head}.
 *
 * @param ledgerId the ledger's id
 * @param position the last position assigned
 * @param frontier the tree; it has fewer leaves than there are positions until it is built
 */
public record TreeHead(String ledgerId, long position, Frontier frontier) {
  /** The SQLSTATE of stored hashes that cannot be right. */
  static final String DATA_CORRUPTED = "XX001";

  /**
   * Reads the head without locking it.
   *
   * @throws SQLException also if the stored frontier does not have the size of the tree (XX001)
   */
  public static TreeHead read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_TREE_HEAD.text())) {
      LedgerHead head = LedgerHead.of(row);
      return new TreeHead(head.ledgerId(), head.position(), frontier(row));
    }
  }

  /** Why nothing may be recorded: {@code lost} or {@code forked}; null if recording is allowed. */
  public static @Nullable String suspension(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_SUSPENSION.text())) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** Whether the tree has a leaf for each position. */
  public boolean isComplete() {
    return frontier.size() == position;
  }

  static Frontier frontier(ResultSet row) throws SQLException {
    try {
      return Frontier.of(row.getLong("tree_size"), row.getBytes("frontier"));
    } catch (IllegalArgumentException e) {
      throw new SQLException(
          "the tree in ledger.head is corrupt: run \"context-graph ledger verify\"",
          DATA_CORRUPTED,
          e);
    }
  }
}
