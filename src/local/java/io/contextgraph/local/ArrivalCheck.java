package io.contextgraph.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;

/** Counts published events in the ledger, its dead letters and the graph. */
record ArrivalCheck(Connection ledger, Driver graph) {
  private static final int CHUNK = 10_000;

  ArrivalCount count(Published published) throws SQLException {
    List<String> ids = published.eventIds();
    long[] recorded = sum(Sql.COUNT_RECORDED, ids, 2);
    long projected = 0;
    for (List<String> chunk : chunks(ids, CHUNK)) {
      projected += Cypher.COUNT_PROJECTED.number(graph, Map.of("ids", chunk));
    }
    long deadLetters = sum(Sql.COUNT_DEAD_LETTERS_OF_ENTRIES, published.entries(), 1)[0];
    return new ArrivalCount(
        ids.size(),
        published.unusableLines(),
        recorded[0],
        recorded[1],
        rowsWithoutIdentity(),
        projected,
        deadLetters);
  }

  /** Runs a statement for each chunk of its array and sums the results by column. */
  private long[] sum(Sql statement, List<String> keys, int columns) throws SQLException {
    long[] sums = new long[columns];
    try (PreparedStatement count = ledger.prepareStatement(statement.text())) {
      for (List<String> chunk : chunks(keys, CHUNK)) {
        count.setArray(1, ledger.createArrayOf("text", chunk.toArray()));
        try (ResultSet row = count.executeQuery()) {
          row.next();
          for (int column = 0; column < columns; column++) {
            sums[column] += row.getLong(column + 1);
          }
        }
      }
    }
    return sums;
  }

  private long rowsWithoutIdentity() throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.COUNT_ROWS_WITHOUT_IDENTITY.text())) {
      row.next();
      return row.getLong(1);
    }
  }

  static List<List<String>> chunks(List<String> all, int size) {
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return chunks;
  }
}
