package io.contextgraph.ledger;

import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import java.io.Serial;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.apache.flink.util.UserCodeClassLoader;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to Postgres. Goes round {@link java.sql.DriverManager}, which finds drivers
 * once per JVM and so fails a second submission to a session cluster.
 */
public record PostgresConnections(ServerAddress address, String applicationName)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(PostgresConnections.class);
  private static final int STANDARD_PORT = 5432;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(40);

  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.portOr(STANDARD_PORT)});
    String path = address.uri().getPath();
    source.setDatabaseName(path == null || path.length() < 2 ? "postgres" : path.substring(1));
    if (address.user() != null) {
      source.setUser(address.user());
    }
    source.setPassword(address.resolvedPassword());
    source.setApplicationName(applicationName);
    source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
    source.setSocketTimeout((int) SOCKET_TIMEOUT.toSeconds());
    source.setTcpKeepAlive(true);
    return source;
  }

  /**
   * Lets Postgres's driver go when the last task of the job has left this machine. The JVM's list
   * of drivers would otherwise keep all classes of every job that ever ran here. A driver that
   * belongs to the JVM itself, not to one job, stays.
   */
  public static void releaseWith(UserCodeClassLoader classes) {
    if (Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
      classes.registerReleaseHookIfAbsent("postgres-driver", PostgresConnections::deregisterDriver);
    }
  }

  private static void deregisterDriver() {
    try {
      if (Driver.isRegistered()) {
        Driver.deregister();
      }
    } catch (SQLException e) {
      LOG.warn("Postgres's driver could not be let go", e);
    }
  }

  /**
   * Connects, for writing what must not be lost: every commit waits for the disk.
   *
   * @throws SQLException also if the server is set up to lose what it acknowledged
   */
  public Connection openDurable() throws SQLException {
    Connection open = open();
    try (Statement statement = open.createStatement()) {
      statement.execute("SET synchronous_commit = on");
      for (String setting : List.of("fsync", "full_page_writes")) {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
          row.next();
          if (!"on".equals(row.getString(1))) {
            throw new SQLException(
                "Postgres at "
                    + address
                    + " runs with "
                    + setting
                    + "=off and can lose what it acknowledged: turn it on",
                "F0000");
          }
        }
      }
      return open;
    } catch (SQLException e) {
      open.close();
      throw e;
    }
  }

  /**
   * Connects.
   *
   * @throws RefusedException if the server refuses the user or the password
   * @throws SQLException if it cannot be reached; the message names it
   */
  public Connection open() throws SQLException {
    try {
      return dataSource().getConnection();
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("28")) {
        throw new RefusedException("Postgres", address, e);
      }
      throw new SQLException(
          "Postgres at " + address + " cannot be used: " + e.getMessage(), e.getSQLState(), e);
    }
  }
}
