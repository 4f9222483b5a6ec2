package io.contextgraph.ledger;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.TlsFailure;
import java.io.Serial;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections to Postgres: with TLS, the server's certificate and host name verified, or in
 * plain form, but never one after the other failed. Each reads the password and the TLS files
 * again. A server that accepts a connection and never answers costs a login up to 40 s. Does not
 * use {@link java.sql.DriverManager}: it searches for drivers only once per JVM, so a second job
 * submitted to a session cluster would not find its driver.
 *
 * @param longestLogin the time after which a login is given up, whatever it waits for; zero for no
 *     such limit. The driver then logs in on a thread of its own, which it may leave behind
 */
public record PostgresConnections(
    ServerAddress address, String applicationName, Duration longestLogin) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** The port of a URI without one. */
  public static final int DEFAULT_PORT = 5432;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(40);

  /** Connections whose login ends when the server answers, or when its timeouts do. */
  public PostgresConnections(ServerAddress address, String applicationName) {
    this(address, applicationName, Duration.ZERO);
  }

  /** Returns a source of new connections; connecting takes at most 10 s, a reply at most 40 s. */
  public DataSource dataSource() {
    return dataSource(SOCKET_TIMEOUT);
  }

  /**
   * Returns a source of connections for statements that take as long as the ledger is large, such
   * as migrations: connecting takes at most 10 s, a reply takes any time.
   */
  public DataSource dataSourceWithoutTimeout() {
    return dataSource(Duration.ZERO);
  }

  private DataSource dataSource(Duration socketTimeout) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.portOr(DEFAULT_PORT)});
    source.setDatabaseName(database());
    if (address.user() != null) {
      source.setUser(address.user());
    }
    source.setPassword(address.resolvedPassword());
    source.setApplicationName(applicationName);
    source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
    source.setLoginTimeout((int) longestLogin.toSeconds());
    source.setSocketTimeout((int) socketTimeout.toSeconds());
    source.setTcpKeepAlive(true);
    protect(source);
    return source;
  }

  /** The driver's default, {@code prefer}, verifies nothing and falls back to plain form. */
  private void protect(PGSimpleDataSource source) {
    if (!address.isEncrypted()) {
      source.setSslMode("disable");
      return;
    }
    source.setSslMode("verify-full");
    source.setSslfactory(TlsSocketFactory.class.getName());
    source.setSslRootCert(address.tls().ca());
    source.setSslCert(address.tls().certificate());
    source.setSslKey(address.tls().key());
  }

  private String database() {
    String path = address.uri().getPath();
    return path == null || path.length() < 2 ? "postgres" : path.substring(1);
  }

  /**
   * Opens a connection to a ledger whose schema fits this program.
   *
   * @throws RefusedException if the server refuses the user or the password
   * @throws SchemaMismatchException if the schema is older, or newer and must not be used
   * @throws SQLException if the server cannot be reached; the message names its address
   */
  public Connection openLedger() throws SQLException {
    Connection open = open();
    try {
      requireFit(open);
      return open;
    } catch (SQLException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /**
   * Checks that the schema fits this program.
   *
   * @param open a connection to this address, with auto-commit on
   * @throws SchemaMismatchException if the schema is older, or newer and must not be used
   * @throws SQLException also if the user may not read the schema's version
   */
  private void requireFit(Connection open) throws SQLException {
    SchemaVersion.read(open).requireUsableBy(SchemaVersion.CURRENT, address);
  }

  /**
   * Checks that the schema is the one of this program.
   *
   * @param open a connection to this address, with auto-commit on
   * @throws SchemaMismatchException if the schema is older or newer
   * @throws SQLException also if the user may not read the schema's version
   */
  public void requireKnown(Connection open) throws SQLException {
    SchemaVersion.read(open).requireKnownTo(SchemaVersion.CURRENT, address);
  }

  /**
   * Opens a connection to a ledger whose schema fits this program; its commits wait for the disk.
   *
   * @throws RefusedException if the server refuses the user or the password, or the password cannot
   *     be read here
   * @throws SchemaMismatchException if the schema is older, or newer and must not be used
   * @throws SQLException if the server cannot be reached, is configured to lose committed data, or
   *     is behind a connection pooler that pools transactions
   */
  public Connection openDurable() throws SQLException {
    return durable(openLedger());
  }

  /**
   * As {@link #openDurable}, to a database that need not have a ledger.
   *
   * @throws RefusedException if the server refuses the user or the password, or the password cannot
   *     be read here
   */
  public Connection openDurableStore() throws SQLException {
    return durable(open());
  }

  private Connection durable(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute(Sql.COMMIT_SYNCHRONOUSLY.text());
      requireSafeSettings(statement);
      new PoolerCheck(address, this::open).requireOwnBackend(open);
      return open;
    } catch (SQLException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private void requireSafeSettings(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(Sql.READ_UNSAFE_SETTINGS.text())) {
      if (row.next()) {
        throw new SQLException(
            "Postgres at "
                + address
                + " runs with "
                + row.getString("name")
                + "=off and can lose committed data: turn it on",
            "F0000");
      }
    }
  }

  /**
   * The role that the server logs these connections in as ({@code session_user}).
   *
   * @throws RefusedException as {@link #open}
   * @throws SQLException as {@link #open}
   */
  public String sessionUser() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_SESSION_USER.text())) {
      row.next();
      return row.getString("name");
    }
  }

  /**
   * Opens a connection.
   *
   * @throws RefusedException if the server refuses the user or the password, no verified connection
   *     comes about, or the password or a TLS file cannot be read here
   * @throws SQLException if the server cannot be reached; the message names its address
   */
  public Connection open() throws SQLException {
    address.tlsFiles();
    try {
      return dataSource().getConnection();
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("28") || TlsFailure.reason(e).isPresent()) {
        throw new RefusedException("Postgres", address, e);
      }
      throw new SQLException(
          "Postgres at " + address + " cannot be used: " + FailureText.of(e), e.getSQLState(), e);
    }
  }
}
