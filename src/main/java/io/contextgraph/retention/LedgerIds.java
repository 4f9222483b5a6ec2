package io.contextgraph.retention;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids that a ledger has had: each fork gave it another one, and files of before name the old.
 *
 * @param ledger of the control role
 */
record LedgerIds(Connection ledger) {
  /** This one and all before. */
  List<String> all(String now) throws SQLException {
    List<String> ids = new ArrayList<>(List.of(now));
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_PREDECESSORS.text())) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }
}
