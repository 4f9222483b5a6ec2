package io.contextgraph.notary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The origins under which a ledger was signed before it was forked: nothing more may be signed
 * under them, because their checkpoints are of another history. Only an origin that the operator
 * chose can be met again after a fork: the default one has the ledger's id.
 *
 * @param ledger with auto-commit on
 */
record ClosedOrigins(Connection ledger) {
  /**
   * @throws IllegalArgumentException if a fork has closed the origin, as far as the ledger knows
   */
  void requireOpen(String origin) throws SQLException {
    requireNone(Sql.FIND_CLOSED_ORIGIN, origin);
  }

  /**
   * A checkpoint that is kept beside the keys, and that the ledger does not continue.
   *
   * @throws IllegalArgumentException if the ledger was forked and knows of no checkpoint of this
   *     origin since: then the one that is kept was signed before
   */
  void requireSignedSinceFork(String origin) throws SQLException {
    requireNone(Sql.FIND_FORK_UNLESS_SIGNED, origin);
  }

  private void requireNone(Sql query, String origin) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(query.text())) {
      find.setString(1, origin);
      try (ResultSet row = find.executeQuery()) {
        if (row.next()) {
          throw new IllegalArgumentException(
              "origin %s is closed since the ledger was forked at position %d: make a key of another origin with \"context-graph ledger key new\" and sign with it"
                  .formatted(origin, row.getLong(1)));
        }
      }
    }
  }

  /**
   * The origins of the checkpoints that were stored while the ledger had an id, but for one.
   *
   * @param ledgerId the ledger's id, or one that it had
   */
  List<String> others(String origin, String ledgerId) throws SQLException {
    try (PreparedStatement list = ledger.prepareStatement(Sql.LIST_OTHER_ORIGINS.text())) {
      list.setString(1, origin);
      list.setString(2, ledgerId);
      List<String> others = new ArrayList<>();
      try (ResultSet row = list.executeQuery()) {
        while (row.next()) {
          others.add(row.getString(1));
        }
      }
      return others;
    }
  }
}
