package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.tls.TlsFolder;
import io.contextgraph.tls.TlsPostgres;
import io.contextgraph.tls.TlsProxy;
import io.contextgraph.tls.TlsRedis;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/**
 * Servers that cannot be verified: one line that names the server and the reason, exit code 2.
 * Those that can be are used. Redis and Postgres end TLS themselves, and so does Neo4j, except
 * where a case needs another certificate than that with which it was started.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UnverifiedServerIT {
  private static final String AUTHORITY =
      "its certificate is signed by no authority that is trusted here";
  private static final String HOST = "its certificate is for another host name: No ";
  private static final String EXPIRED = "has expired, NotAfter: ";
  private static final String CLIENT = "it demands a client certificate that it accepts";

  @TempDir private Path folder;
  private TlsFolder tls;

  @BeforeEach
  void makeCertificates() throws Exception {
    tls = TlsFolder.in(folder.resolve("tls"));
  }

  private static CommandRun run(
      Map<String, String> server, Map<String, String> tls, String... words) {
    Map<String, String> environment = new HashMap<>(server);
    environment.putAll(tls);
    return CommandRun.of(environment, words);
  }

  private static void assertRefused(CommandRun run, String server, String reason) {
    assertThat(run.err().lines().toList()).as(run.err()).hasSize(1);
    assertThat(run.err())
        .startsWith("context-graph: " + server)
        .contains(reason)
        .doesNotContain("Exception", "null", "s3cret");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
  }

  private static void assertUsed(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
  }

  private CommandRun redis(String scheme, String host, int port, Map<String, String> with)
      throws Exception {
    Path events = folder.resolve("empty.jsonl");
    Files.writeString(events, "");
    String uri = scheme + "://" + host + ":" + port;
    return run(Map.of("CONTEXT_GRAPH_REDIS_URI", uri), with, "publish", events.toString());
  }

  @Test
  void redis() throws Exception {
    Map<String, String> right = tls.variables("REDIS", "ca", "");
    try (TlsRedis redis = new TlsRedis(tls)) {
      int port = redis.port();
      String name = "Redis at redis://localhost:" + port + ": no verified connection: ";
      assertUsed(redis("redis", "localhost", port, right));
      assertRefused(
          redis("redis", "localhost", port, tls.variables("REDIS", "other-ca", "")),
          name,
          AUTHORITY);
      assertRefused(
          redis("rediss", "localhost", port, Map.of()), "Redis at rediss://localhost", AUTHORITY);
      assertRefused(redis("redis", "127.0.0.1", port, right), "Redis at redis://127.0.0.1", HOST);
      redis.use("expired", "ca");
      assertRefused(redis("redis", "localhost", port, right), name, EXPIRED);
      redis.use("server", "ca");
      redis.demandCertificates(true);
      assertRefused(redis("redis", "localhost", port, right), name, CLIENT);
      assertUsed(redis("redis", "localhost", port, tls.variables("REDIS", "ca", "client")));
      redis.use("server", "other-ca");
      redis.demandCertificates(true);
      assertRefused(
          redis("redis", "localhost", port, tls.variables("REDIS", "ca", "client")), name, CLIENT);
    }
  }

  private static CommandRun postgres(
      TlsPostgres postgres, String host, Map<String, String> with, String role, String... words) {
    ServerAddress address = TestServers.ledger(postgres.database(), role).address();
    String uri =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                role, address.resolvedPassword(), host, postgres.port(), postgres.database());
    return run(
        Map.of("CONTEXT_GRAPH_POSTGRES_URI", uri, "CONTEXT_GRAPH_POSTGRES_ADMIN_URI", uri),
        with,
        words);
  }

  private static CommandRun events(TlsPostgres postgres, String host, Map<String, String> with) {
    return postgres(postgres, host, with, "ledger_reader", "events");
  }

  @Test
  void postgres() throws Exception {
    Map<String, String> right = tls.variables("POSTGRES", "ca", "");
    Map<String, String> wrong = tls.variables("POSTGRES", "other-ca", "");
    Map<String, String> client = tls.variables("POSTGRES", "ca", "client");
    TlsPostgres postgres = new TlsPostgres(tls);
    String name = "Postgres at postgresql://localhost:" + postgres.port();
    try (postgres) {
      assertUsed(events(postgres, "localhost", right));
      assertUsed(events(postgres, "localhost", Map.of()));
      assertRefused(events(postgres, "localhost", wrong), name, AUTHORITY);
      assertRefused(
          events(postgres, "127.0.0.1", right), "Postgres at postgresql://127.0.0.1", HOST);
      assertRefused(
          postgres(postgres, "localhost", wrong, "postgres", "schema", "install"), name, AUTHORITY);
      postgres.use("expired", "ca");
      assertRefused(events(postgres, "localhost", right), name, EXPIRED);
      postgres.use("server", "ca");
      postgres.demandCertificates(true);
      assertRefused(events(postgres, "localhost", right), name, CLIENT);
      assertUsed(events(postgres, "localhost", client));
      postgres.use("server", "other-ca");
      assertRefused(events(postgres, "localhost", client), name, CLIENT);
    }
    assertRefused(events(postgres, "localhost", right), name, "it does not use TLS at this port");
  }

  /** Without TLS being configured, a server that offers it is not taken at its word. */
  @Test
  void plainIsPlainAndVerifiedIsEncrypted() throws Exception {
    try (TlsPostgres postgres = new TlsPostgres(tls)) {
      assertThat(encrypted(postgres.admin())).isEqualTo("f");
      ServerAddress plain = postgres.admin().address();
      URI uri = URI.create(plain.uri().toString().replace("127.0.0.1", "localhost"));
      Tls trusting = Tls.trusting(tls.certificate("ca"));
      ServerAddress verified = new ServerAddress(uri, plain.user(), plain.password(), trusting);
      assertThat(encrypted(new PostgresConnections(verified, "test"))).isEqualTo("t");
    }
  }

  private static String encrypted(PostgresConnections postgres) throws Exception {
    return TestSql.text(postgres, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
  }

  private static Map<String, String> graph(String uri, Map<String, String> with) {
    ServerAddress address = TestServers.neo4j().address();
    Map<String, String> environment = new HashMap<>(with);
    environment.put("CONTEXT_GRAPH_NEO4J_URI", uri);
    environment.put("CONTEXT_GRAPH_NEO4J_USER", String.valueOf(address.user()));
    environment.put("CONTEXT_GRAPH_NEO4J_PASSWORD", String.valueOf(address.resolvedPassword()));
    return environment;
  }

  private static CommandRun asked(String uri, Map<String, String> with) {
    return CommandRun.of(graph(uri, with), "ask", "tools", "ada");
  }

  private static void assertConnects(String uri, Map<String, String> with) {
    try (Driver driver = new Servers(graph(uri, with)).neo4j().open()) {
      driver.verifyConnectivity();
    }
  }

  @Test
  void neo4j() throws Exception {
    int port = TestServers.neo4j().address().portOr(0);
    TlsFolder own = TestServers.neo4jTls();
    Map<String, String> right = own.variables("NEO4J", "ca", "");
    String name = "Neo4j at bolt://localhost:" + port + " as neo4j: no verified connection: ";
    assertConnects("bolt://localhost:" + port, right);
    assertConnects("bolt+s://localhost:" + port, right);
    assertConnects("neo4j+s://localhost:" + port, right);
    assertRefused(
        asked("bolt://localhost:" + port, own.variables("NEO4J", "other-ca", "")), name, AUTHORITY);
    assertRefused(
        asked("bolt+s://localhost:" + port, Map.of()), "Neo4j at bolt+s://localhost", AUTHORITY);
    assertRefused(asked("bolt://127.0.0.1:" + port, right), "Neo4j at bolt://127.0.0.1", HOST);
  }

  @Test
  void neo4jBehindAProxy() throws Exception {
    int port = TestServers.neo4j().address().portOr(0);
    Map<String, String> right = tls.variables("NEO4J", "ca", "");
    Map<String, String> client = tls.variables("NEO4J", "ca", "client");
    try (TlsProxy expired = new TlsProxy(tls, "expired", port, false);
        TlsProxy demanding = new TlsProxy(tls, "server", port, true)) {
      assertRefused(asked("bolt://localhost:" + expired.port(), right), "Neo4j at", EXPIRED);
      assertRefused(asked("bolt://localhost:" + demanding.port(), right), "Neo4j at", CLIENT);
      assertConnects("bolt://localhost:" + demanding.port(), client);
    }
  }

  /** Java itself does not look at the dates of a certificate that it trusts. */
  @Test
  void anExpiredCertificateIsNotTrustedThoughItIsNamedAsTheAuthority() throws Exception {
    String name = "expired-self-signed";
    String reason =
        "no verified connection: every certificate in the file "
            + tls.certificate(name)
            + " has expired";
    try (TlsRedis redis = new TlsRedis(tls)) {
      redis.use(name, "ca");
      assertRefused(
          redis("redis", "localhost", redis.port(), tls.variables("REDIS", name, "")),
          "redis://localhost",
          reason);
    }
    try (TlsPostgres postgres = new TlsPostgres(tls)) {
      postgres.use(name, "ca");
      assertRefused(
          events(postgres, "localhost", tls.variables("POSTGRES", name, "")),
          "postgresql://localhost",
          reason);
    }
    int port = TestServers.neo4j().address().portOr(0);
    try (TlsProxy proxy = new TlsProxy(tls, name, port, false)) {
      assertRefused(
          asked("bolt://localhost:" + proxy.port(), tls.variables("NEO4J", name, "")),
          "bolt://localhost",
          reason);
    }
  }
}
