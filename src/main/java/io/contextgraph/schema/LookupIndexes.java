package io.contextgraph.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds the indexes that new partitions get for the partitions that an earlier release created,
 * while the job continues: in the place of the hash indexes of release 0.1 (decision 9), and the
 * index of subjects. Used by one thread.
 */
public final class LookupIndexes {
  private final Connection connection;

  /**
   * @param connection as the owner of the ledger or a superuser, with auto-commit on
   */
  public LookupIndexes(Connection connection) {
    this.connection = connection;
  }

  /** The number of indexes that {@link #reindex} would build or replace. */
  public int outdated() throws SQLException {
    return list().size();
  }

  /**
   * Builds the indexes, the newest partition first. If it is interrupted, the next call continues:
   * it drops and rebuilds only the index whose build was interrupted. Postgres waits for the
   * transactions that are open when a build starts, and neither reads nor appends wait for the
   * build.
   *
   * @param progress receives a line before each statement
   * @return the number of indexes built or replaced, 0 if all are up to date
   * @throws SQLException also if another call, or a build of an interrupted one, still runs (state
   *     55000), or if another session keeps a lock on a partition for minutes
   */
  public int reindex(Consumer<String> progress) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, 0);
    requireAlone();
    List<PartitionIndex> outdated = list();
    for (int i = 0; i < outdated.size(); i++) {
      for (IndexStep step : outdated.get(i).steps()) {
        progress.accept((i + 1) + " of " + outdated.size() + ": " + step.sql());
        run(step);
      }
    }
    return outdated.size();
  }

  /** Takes a lock that Postgres releases when the session ends. */
  private void requireAlone() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.LOCK_REINDEX.text())) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new SQLException(
            "another schema reindex still runs on this ledger, or Postgres still builds the index"
                + " of an interrupted one: wait until it ends, then run it again",
            "55000");
      }
    }
  }

  private void run(IndexStep step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute((step.blocksAppends() ? Sql.LIMIT_LOCK_WAIT : Sql.WAIT_FOR_LOCKS).text());
      LockRetry.PATIENT.run(() -> statement.executeUpdate(step.sql()));
    }
  }

  private List<PartitionIndex> list() throws SQLException {
    List<PartitionIndex> outdated = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Sql.LIST_LOOKUP_INDEXES.text())) {
      while (rows.next()) {
        PartitionIndex index =
            new PartitionIndex(
                rows.getString("partition"),
                rows.getString("definition"),
                rows.getString("parent"),
                rows.getString("new_index"),
                rows.getString("index"),
                rows.getBoolean("valid"),
                rows.getBoolean("attached"),
                rows.getString("hash_index"));
        if (!index.isDone()) {
          outdated.add(index);
        }
      }
    }
    return outdated;
  }
}
