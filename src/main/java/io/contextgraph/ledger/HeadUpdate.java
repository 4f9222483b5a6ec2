package io.contextgraph.ledger;

import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Prepares updates of {@code ledger.head} that also insert the tiles that became full. Both are one
 * statement, so that the tiles do not cost an append a round trip of their own.
 */
public final class HeadUpdate {
  private HeadUpdate() {}

  /**
   * Prepares an update, whose own parameters are not set yet.
   *
   * @param update the statement
   * @param parameters the number of its parameters
   * @param full the tiles, set as parameters after those of the update
   */
  public static PreparedStatement prepare(
      Connection connection, String update, int parameters, List<Tile> full) throws SQLException {
    if (full.isEmpty()) {
      return connection.prepareStatement(update);
    }
    PreparedStatement both =
        connection.prepareStatement(
            "WITH moved AS (\n" + update + "\n)\n" + Sql.INSERT_TILES.text());
    try {
      both.setArray(parameters + 1, connection.createArrayOf("smallint", levels(full)));
      both.setArray(parameters + 2, connection.createArrayOf("bigint", indexes(full)));
      both.setArray(parameters + 3, connection.createArrayOf("bytea", hashes(full)));
    } catch (SQLException | RuntimeException e) {
      both.close();
      throw e;
    }
    return both;
  }

  private static Object[] levels(List<Tile> full) {
    return full.stream().map(tile -> (short) tile.level()).toArray();
  }

  private static Object[] indexes(List<Tile> full) {
    return full.stream().map(Tile::index).toArray();
  }

  private static byte[][] hashes(List<Tile> full) {
    return full.stream().map(Tile::toBytes).toArray(byte[][]::new);
  }
}
