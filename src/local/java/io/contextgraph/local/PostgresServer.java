package io.contextgraph.local;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Postgres with its durability on. */
public record PostgresServer(Distribution distribution, Path data, Path secrets, int port)
    implements Server {
  public static final String DATABASE = "context_graph";
  public static final String SUPERUSER = "postgres";

  @Override
  public String name() {
    return "POSTGRES";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    // What a killed initdb leaves is never taken for a whole one.
    Path part = data.resolveSibling("postgres.part");
    Distribution.delete(part);
    List<String> command = asOrdinaryUser();
    command.addAll(
        List.of(
            distribution.postgresProgram("initdb").toString(),
            "--pgdata=" + part,
            "--username=" + SUPERUSER,
            "--pwfile=" + secrets.resolve(SUPERUSER),
            "--auth-local=scram-sha-256",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums"));
    Files.createDirectories(log().getParent());
    Process initdb =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    if (initdb.waitFor() != 0) {
      throw new LocalException("initdb failed; see " + log());
    }
    Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Postgres refuses to run as root; in a user namespace root is nobody. */
  private static List<String> asOrdinaryUser() {
    List<String> prefix = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      prefix.add("unshare");
      prefix.add("-U");
    }
    return prefix;
  }

  @Override
  public List<String> command() {
    List<String> command = asOrdinaryUser();
    command.addAll(
        List.of(
            distribution.postgresProgram("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "full_page_writes=on",
            "-c",
            "shared_buffers=256MB",
            "-c",
            "max_wal_size=2GB",
            "-c",
            "max_connections=50"));
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
      return statement.execute("SELECT 1");
    } catch (SQLException notYet) {
      return false;
    }
  }

  void createDatabase() throws SQLException {
    try (Connection connection = superuser("postgres").open();
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
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
