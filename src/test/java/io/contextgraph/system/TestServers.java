package io.contextgraph.system;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.local.Distribution;
import io.contextgraph.local.Neo4jServer;
import io.contextgraph.local.Ports;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.local.RedisServer;
import io.contextgraph.local.Secrets;
import io.contextgraph.local.Server;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.local.Settings;
import io.contextgraph.schema.Installation;
import io.contextgraph.schema.KeyStoreSchema;
import io.contextgraph.schema.LedgerRoles;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.tls.TlsFolder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** Real servers for tests, each started once per test run and stopped at its end. */
public final class TestServers {
  /** Cypher: how many transactions of Neo4j wait for the lock of another. */
  public static final String COUNT_BLOCKED_TRANSACTIONS =
      "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n";

  private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
  private static final Path DATA = fresh();
  private static final Ports PORTS = new Ports(TestPorts.from(0));
  private static final Distribution DISTRIBUTION = distribution();
  private static final Map<Server, ServerProcess> RUNNING = new LinkedHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TestServers::stopAll));
  }

  private TestServers() {}

  private static Path fresh() {
    try {
      Path target = PROJECT.resolve("target").toAbsolutePath().normalize();
      Files.createDirectories(target);
      return Files.createTempDirectory(target, "test-servers-");
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Distribution distribution() {
    try {
      Distribution distribution =
          new Distribution(PROJECT.toAbsolutePath().normalize(), System.out::println);
      distribution.prepare();
      Secrets.prepare(DATA.resolve("secrets"));
      return distribution;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static synchronized RedisAddress redis() {
    start(new RedisServer(DISTRIBUTION.redisServer(), DATA.resolve("redis"), PORTS.redis()));
    URI uri = URI.create("redis://127.0.0.1:" + PORTS.redis());
    return new RedisAddress(new ServerAddress(uri, null, null), "test");
  }

  /** Another Redis server, on the n-th port after those of the other servers. */
  public static synchronized RedisAddress redis(int n) {
    int port = PORTS.redis() + 2 * Ports.COUNT + n;
    start(new RedisServer(DISTRIBUTION.redisServer(), DATA.resolve("redis-" + n), port));
    return new RedisAddress(
        new ServerAddress(URI.create("redis://127.0.0.1:" + port), null, null), "test");
  }

  /** Stops Postgres, does something without it and starts it again; its databases stay. */
  public static synchronized void withoutPostgres(Runnable work) {
    ServerProcess process = RUNNING.get(postgresServer());
    try {
      process.stop();
      work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      RUNNING.remove(postgresServer());
      start(postgresServer());
    }
  }

  private static PostgresServer postgresServer() {
    return new PostgresServer(
        DISTRIBUTION, DATA.resolve("postgres"), DATA.resolve("secrets"), PORTS.postgres());
  }

  /** Connections to one test's database as one of the ledger's roles or as postgres. */
  public static synchronized PostgresConnections ledger(String database, String role) {
    PostgresServer server = postgresServer();
    start(server);
    return server.connections(role, database);
  }

  /** Creates an empty database, without the ledger's schema. */
  public static synchronized String newDatabase() {
    PostgresServer server = postgresServer();
    start(server);
    String database = "ledger_" + System.nanoTime();
    try (Connection admin = server.superuser("postgres").open();
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
      return database;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates an empty ledger in a new database and returns the database's name. */
  public static synchronized String newLedger() {
    try {
      String database = newDatabase();
      PostgresServer server = postgresServer();
      Map<String, Secret> passwords = new LinkedHashMap<>();
      for (String role : LedgerRoles.defaultLogins()) {
        passwords.put(role, new Secret.FromFile(DATA.resolve("secrets/" + role).toString()));
      }
      // All ledgers of a test run share their roles, and the first one may have set no passwords.
      LedgerSchema.install(
          server.superuser(database),
          new Installation(passwords, Optional.empty(), true, note -> {}));
      return database;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates an empty ledger with an empty key store in a new database; returns its name. */
  public static synchronized String newLedgerWithKeyStore() {
    String database = newLedger();
    installKeyStore(database);
    return database;
  }

  /** Installs the key store in a database. */
  public static synchronized void installKeyStore(String database) {
    Map<String, Secret> passwords = new LinkedHashMap<>();
    for (String role : KeyStoreSchema.defaultLogins()) {
      passwords.put(role, new Secret.FromFile(DATA.resolve("secrets/" + role).toString()));
    }
    try {
      KeyStoreSchema.install(
          postgresServer().superuser(database),
          new Installation(passwords, Optional.empty(), true, note -> {}));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Also uses TLS for those who ask for it, see {@link #neo4jTls}. */
  public static Neo4jConnections neo4j() {
    return neo4j("neo4j", PORTS);
  }

  /** The certificates of {@link #neo4j}. */
  public static TlsFolder neo4jTls() {
    return new TlsFolder(DATA.resolve("tls"));
  }

  /** A second Neo4j server. */
  public static Neo4jConnections otherNeo4j() {
    return neo4j("neo4j-2", new Ports(PORTS.neo4jBolt() + Ports.COUNT));
  }

  private static synchronized Neo4jConnections neo4j(String folder, Ports ports) {
    Neo4jServer server =
        new Neo4jServer(
            DISTRIBUTION,
            DATA.resolve(folder),
            DATA.resolve("secrets"),
            ports.neo4jBolt(),
            ports.neo4jHttp(),
            Settings.NONE.graphMemory());
    if (start(server, () -> useTls(server))) {
      try {
        server.setInitialPassword();
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return server.connections();
  }

  /** Deletes everything, in transactions small enough for hub nodes and a small heap. */
  public static void empty(Driver driver) {
    try (Session session = driver.session()) {
      session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS").consume();
      session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume();
    }
  }

  /** Appends to the configuration, which each start writes anew. */
  private static void useTls(Neo4jServer server) throws java.io.IOException {
    // One authority for all servers of a run: a second one must not replace that of the first.
    Path folder = neo4jTls().path();
    TlsFolder tls = Files.exists(folder) ? neo4jTls() : TlsFolder.in(folder);
    Files.writeString(
        server.data().resolve("conf/neo4j.conf"),
        String.join(
            "\n",
            "dbms.ssl.policy.bolt.enabled=true",
            "dbms.ssl.policy.bolt.base_directory=" + tls.path(),
            "dbms.ssl.policy.bolt.public_certificate=server.crt",
            "dbms.ssl.policy.bolt.private_key=server.key",
            "dbms.ssl.policy.bolt.client_auth=NONE",
            "server.bolt.tls_level=OPTIONAL",
            ""),
        StandardOpenOption.APPEND);
  }

  private static boolean start(Server server) {
    return start(server, () -> {});
  }

  private interface Preparation {
    void run() throws java.io.IOException;
  }

  private static boolean start(Server server, Preparation more) {
    if (RUNNING.containsKey(server)) {
      return false;
    }
    try {
      server.prepare();
      more.run();
      ServerProcess process = new ServerProcess(server);
      RUNNING.put(server, process);
      process.start();
      process.awaitReady();
      return true;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stopAll() {
    for (ServerProcess process : RUNNING.values()) {
      try {
        process.stop();
      } catch (Exception e) {
        System.err.println("Could not stop " + process.name() + ": " + e);
      }
    }
  }
}
