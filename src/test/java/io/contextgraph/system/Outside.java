package io.contextgraph.system;

import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.Neo4jServer;
import io.contextgraph.local.PostgresServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/**
 * Access to the servers as an external auditor would have it: SQL, Cypher and Redis, without
 * project classes.
 */
public record Outside(String jdbc, String password, Driver neo4j, String redis) {
  static final String HEAD = "SELECT position FROM ledger.head";

  public static Outside of(LocalSystem system) throws IOException {
    PostgresServer postgres = system.postgres();
    Neo4jServer neo4j = system.neo4j();
    return new Outside(
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/",
        Files.readString(postgres.secrets().resolve(PostgresServer.SUPERUSER)).strip(),
        GraphDatabase.driver(
            "bolt://127.0.0.1:" + neo4j.bolt(),
            AuthTokens.basic(
                Neo4jServer.USER,
                Files.readString(neo4j.secrets().resolve(Neo4jServer.USER)).strip())),
        system.redisAddress().toString());
  }

  public Connection postgres() throws SQLException {
    return postgres(PostgresServer.DATABASE);
  }

  public Connection postgres(String database) throws SQLException {
    return DriverManager.getConnection(
        jdbc + database + "?socketTimeout=30&connectTimeout=5", PostgresServer.SUPERUSER, password);
  }

  /** The ledger's last position. */
  public long head() throws SQLException {
    return number(HEAD);
  }

  public long number(String sql) throws SQLException {
    return rows(sql, row -> Long.parseLong(row.get(0))).get(0);
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = postgres();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns every row with its columns as text. */
  public <T> List<T> rows(String sql, Function<List<String>, T> reader) throws SQLException {
    List<T> found = new ArrayList<>();
    try (Connection connection = postgres();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(rows.getString(column)));
        }
        found.add(reader.apply(row));
      }
    }
    return found;
  }

  /** Returns the single text column of every row of a Cypher query. */
  List<String> texts(String cypher) {
    return neo4j.executableQuery(cypher).execute().records().stream()
        .map(row -> row.get(0).asString())
        .toList();
  }

  public interface RedisAction {
    void run(StatefulRedisConnection<String, String> redis) throws Exception;
  }

  public interface RedisQuestion<T> {
    T ask(StatefulRedisConnection<String, String> redis) throws Exception;
  }

  public void redisDo(RedisAction action) throws Exception {
    redisAsk(
        redis -> {
          action.run(redis);
          return true;
        });
  }

  public <T> T redisAsk(RedisQuestion<T> question) throws Exception {
    RedisClient client = RedisClient.create(redis);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.ask(connection);
    } finally {
      client.shutdown();
    }
  }
}
