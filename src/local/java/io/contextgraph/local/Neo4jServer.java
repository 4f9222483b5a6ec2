package io.contextgraph.local;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.QueryConfig;
import org.neo4j.driver.exceptions.AuthenticationException;

/**
 * Neo4j Community Edition.
 *
 * @param memory the heap in MiB; the page cache is a third of it
 */
public record Neo4jServer(
    Distribution distribution, Path data, Path secrets, int bolt, int http, int memory)
    implements Server {
  public static final String USER = "neo4j";
  private static final String PROGRAM = "context-graph local";

  @Override
  public String name() {
    return "NEO4J";
  }

  private Path configuration() {
    return data.resolve("conf");
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(configuration());
    Files.writeString(
        configuration().resolve("neo4j.conf"),
        String.join(
            "\n",
            "server.default_listen_address=127.0.0.1",
            "server.bolt.listen_address=127.0.0.1:" + bolt,
            "server.http.listen_address=127.0.0.1:" + http,
            "server.https.enabled=false",
            "server.memory.pagecache.size=" + memory / 3 + "m",
            "db.tx_log.preallocate=false",
            "dbms.usage_report.enabled=false",
            ""));
  }

  private List<String> java() {
    return List.of(
        JavaProgram.PATH,
        "-Xmx" + memory + "m",
        "-XX:-HeapDumpOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "-cp",
        distribution.classPath("neo4j"));
  }

  @Override
  public List<String> command() {
    List<String> command = new ArrayList<>(java());
    command.add("org.neo4j.server.CommunityEntryPoint");
    command.add("--home-dir=" + data);
    command.add("--config-dir=" + configuration());
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("NEO4J_HOME", data.toString(), "NEO4J_CONF", configuration().toString());
  }

  @Override
  public Path log() {
    return data.resolveSibling("logs/neo4j.log");
  }

  @Override
  public boolean isReady() {
    return Http.answers(URI.create("http://127.0.0.1:" + http + "/"));
  }

  /** Replaces the initial password of a new Neo4j. */
  public void setInitialPassword() throws IOException {
    Path done = data.resolve("password-set");
    if (Files.exists(done)) {
      return;
    }
    ServerAddress fresh = new ServerAddress(uri(), USER, new Secret.InMemory(USER));
    try (Driver driver = new Neo4jConnections(fresh, PROGRAM).open()) {
      driver
          .executableQuery(Cypher.SET_PASSWORD.text())
          .withParameters(Map.of("old", USER, "new", password().resolve()))
          .withConfig(QueryConfig.builder().withDatabase("system").build())
          .execute();
    } catch (AuthenticationException alreadySet) {
      connections().open().close();
    }
    Files.createFile(done);
  }

  private URI uri() {
    return URI.create("bolt://127.0.0.1:" + bolt);
  }

  private Secret password() {
    return new Secret.FromFile(secrets.resolve(USER).toString());
  }

  public Neo4jConnections connections() {
    return new Neo4jConnections(new ServerAddress(uri(), USER, password()), PROGRAM);
  }
}
