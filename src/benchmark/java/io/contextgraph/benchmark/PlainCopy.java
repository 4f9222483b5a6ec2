package io.contextgraph.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongSupplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Copies the ledger's rows into plain tables with the same columns and indexes: the upper bound.
 */
record PlainCopy(Connection postgres, LongSupplier nanoClock) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** A table of the ledger. */
  private enum Table {
    IDENTITIES(Sql.CREATE_PLAIN_IDENTITIES, Sql.COPY_IDENTITIES_OUT, Sql.COPY_IDENTITIES_IN),
    EVENTS(Sql.CREATE_PLAIN_EVENTS, Sql.COPY_EVENTS_OUT, Sql.COPY_EVENTS_IN);

    private final Sql create;
    private final Sql out;
    private final Sql in;

    Table(Sql create, Sql out, Sql in) {
      this.create = create;
      this.out = out;
      this.in = in;
    }
  }

  /** Copies all rows into both tables and returns the seconds it took. */
  double seconds() throws SQLException, IOException {
    Path file = Files.createTempFile("context-graph-benchmark", ".copy");
    try (Statement statement = postgres.createStatement()) {
      statement.execute(Sql.CREATE_PLAIN_SCHEMA.text());
      double seconds = 0;
      for (Table table : Table.values()) {
        seconds += copy(table, statement, file);
      }
      statement.execute(Sql.DROP_PLAIN_SCHEMA.text());
      return seconds;
    } finally {
      Files.delete(file);
    }
  }

  private double copy(Table table, Statement statement, Path file)
      throws SQLException, IOException {
    CopyManager copy = postgres.unwrap(PGConnection.class).getCopyAPI();
    statement.execute(table.create.text());
    try (OutputStream rows = Files.newOutputStream(file)) {
      copy.copyOut(table.out.text(), rows);
    }
    statement.execute(Sql.CHECKPOINT.text());
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    try (InputStream rows = Files.newInputStream(file)) {
      copy.copyIn(table.in.text(), rows, BUFFER_BYTES);
    }
    return stopwatch.seconds();
  }
}
