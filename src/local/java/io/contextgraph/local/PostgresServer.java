package io.contextgraph.local;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Postgres with all durability settings on. */
public record PostgresServer(Distribution distribution, Path data, Path secrets, int port)
    implements Server {
  public static final String DATABASE = "context_graph";
  public static final String SUPERUSER = "postgres";
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "shared_buffers=256MB",
          "max_wal_size=2GB",
          "max_connections=50");

  @Override
  public String name() {
    return "POSTGRES";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      Files.createDirectories(log().getParent());
      CompleteFolder.make(data, this::initialize);
    }
  }

  private void initialize(Path folder) throws IOException, InterruptedException {
    List<String> command = asOrdinaryUser();
    command.addAll(
        List.of(
            distribution.postgresProgram("initdb").toString(),
            "--pgdata=" + folder,
            "--username=" + SUPERUSER,
            "--pwfile=" + secrets.resolve(SUPERUSER)));
    command.addAll(List.of("--auth-local=scram-sha-256", "--auth-host=scram-sha-256"));
    command.addAll(List.of("--encoding=UTF8", "--locale=C", "--data-checksums"));
    Process initdb =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    if (initdb.waitFor() != 0) {
      throw new LocalException("initdb failed; see " + log());
    }
  }

  /** Postgres refuses to run as root; in a separate user namespace, root is an ordinary user. */
  private static List<String> asOrdinaryUser() {
    return new ArrayList<>(
        System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of());
  }

  @Override
  public List<String> command() {
    List<String> command = asOrdinaryUser();
    command.add(distribution.postgresProgram("postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Path log() {
    return data.resolveSibling("logs/postgres.log");
  }

  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public boolean isReady() {
    try (Connection connection = superuser("postgres").open();
        Statement statement = connection.createStatement()) {
      return statement.execute(Sql.PROBE.text());
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Creates {@link #DATABASE} unless it exists. */
  void createDatabase() throws SQLException {
    try (Connection connection = superuser("postgres").open();
        Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        statement.execute(Sql.CREATE_DATABASE.text());
      }
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery(Sql.FIND_DATABASE.text())) {
      return found.next();
    }
  }

  public PostgresConnections superuser(String database) {
    return connections(SUPERUSER, database);
  }

  public PostgresConnections connections(String role, String database) {
    URI uri = URI.create("postgresql://127.0.0.1:" + port + "/" + database);
    return new PostgresConnections(
        new ServerAddress(uri, role, new Secret.FromFile(secrets.resolve(role).toString())),
        "context-graph local");
  }
}
