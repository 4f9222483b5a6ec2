package io.contextgraph.privacy;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.privacy.KeyStoreException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A connection to a key store whose schema fits this program. Each statement is a transaction. */
final class StoreConnection implements AutoCloseable {
  /** The last migration of this release. */
  static final int VERSION = 8;

  /** The SQL states of the store's functions. */
  private static final Map<String, Kind> REFUSALS =
      Map.of(
          "KS001", Kind.NOT_COMPARED,
          "KS002", Kind.OTHER_KEK,
          "KS003", Kind.TICKET,
          "KS004", Kind.OTHER_LEDGER);

  /** The detail of a refusal if no key-encryption key is active. */
  private static final String NONE = "none";

  private static final List<String> ABSENT = List.of("42P01", "3F000");

  private final PostgresConnections store;
  private final Connection connection;

  private StoreConnection(PostgresConnections store, Connection connection) {
    this.store = store;
    this.connection = connection;
  }

  static StoreConnection open(PostgresConnections store) throws SQLException {
    Connection connection = store.openDurableStore();
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_OPTIONS.text());
      requireVersion(statement, store);
      return new StoreConnection(store, connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void requireVersion(Statement statement, PostgresConnections store)
      throws SQLException {
    try (ResultSet row = statement.executeQuery(Sql.READ_VERSION.text())) {
      row.next();
      requireVersion(row.getInt("installed"), row.getInt("oldest"), store);
    } catch (SQLException e) {
      if (!ABSENT.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      requireVersion(0, 0, store);
    }
  }

  private static void requireVersion(int installed, int oldest, PostgresConnections store) {
    if (installed < VERSION) {
      throw new SchemaMismatchException(
          String.format(
              "The key store's schema at %s is %s, but this program needs version %d: run"
                  + " \"context-graph schema install\" of the same release",
              store.address(), installed == 0 ? "absent" : "version " + installed, VERSION));
    }
    if (oldest > VERSION) {
      throw new SchemaMismatchException(
          String.format(
              "The key store's schema at %s is version %d, which programs made for version %d must"
                  + " not use: use the release that installed it, or a newer one",
              store.address(), installed, VERSION));
    }
  }

  /** Reads a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Runs a statement.
   *
   * @param arguments also {@code String[]}, and null
   * @throws KeyStoreException if the store refuses
   */
  <T> List<T> query(Sql sql, RowReader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      for (int i = 0; i < arguments.length; i++) {
        Object argument = arguments[i];
        statement.setObject(
            i + 1,
            argument instanceof String[] texts
                ? connection.createArrayOf("text", texts)
                : argument);
      }
      List<T> result = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          result.add(reader.read(rows));
        }
      }
      return result;
    } catch (SQLException e) {
      Kind refusal = REFUSALS.get(String.valueOf(e.getSQLState()));
      if (refusal == null) {
        throw e;
      }
      throw refused(refusal, e);
    }
  }

  /** Runs a statement that returns one row. */
  <T> T single(Sql sql, RowReader<T> reader, @Nullable Object... arguments) throws SQLException {
    return query(sql, reader, arguments).get(0);
  }

  /** Runs a statement for what it does. */
  void run(Sql sql, @Nullable Object... arguments) throws SQLException {
    query(sql, row -> true, arguments);
  }

  /** Runs statements in one transaction. */
  long atomically(Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      long result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** What is done in one transaction; returns how much. */
  @FunctionalInterface
  interface Work {
    long run() throws SQLException;
  }

  private KeyStoreException refused(Kind kind, SQLException refusal) {
    String where = "The key store at " + store.address();
    return new KeyStoreException(
        kind,
        switch (kind) {
          case NOT_COMPARED ->
              where
                  + " serves no key: no program compared it with its ledger in the last 60 s. A"
                  + " program that has the ledger's address does so; a running job, for one";
          case OTHER_KEK ->
              where
                  + (NONE.equals(detail(refusal))
                      ? " has no active key-encryption key, as one that was lost and installed again:"
                          + " run \"context-graph privacy rotate\""
                      : " has another active key-encryption key than the key file: copy the key file"
                          + " from where \"context-graph privacy rotate\" ran");
          case OTHER_LEDGER ->
              where
                  + " belongs to another ledger than the one that was to be compared with it: use the"
                  + " address of its own; if that was forked, run \"context-graph privacy restore\"";
          default ->
              where
                  + " refuses a ticket: it is unknown, of another subject, redeemed or older than 5"
                  + " minutes, or its transaction is not over";
        },
        kind == Kind.OTHER_KEK ? detail(refusal) : null);
  }

  private static @Nullable String detail(SQLException refusal) {
    ServerErrorMessage message =
        refusal instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    return message == null ? null : message.getDetail();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
