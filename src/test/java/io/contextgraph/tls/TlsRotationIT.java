package io.contextgraph.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.graph.StoreUnavailableException;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.lettuce.core.Range;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates, their authority and the password of a server change while programs write to it.
 * They are not started again, and nothing is lost.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TlsRotationIT {
  private static final int EVENTS = 200;
  private static final String STREAM = "rotated";

  @TempDir private Path folder;
  private TlsFolder tls;
  private Path password;
  private int sent;

  /** The client reads {@code trusted.crt}, {@code own.crt} and {@code own.key}. */
  @BeforeEach
  void makeCertificates() throws Exception {
    tls = TlsFolder.in(folder.resolve("tls"));
    tls.addNext();
    tls.trust("ca");
    tls.show("client");
    password = Files.writeString(folder.resolve("password"), "first");
  }

  private ServerAddress address(String uri, String user) {
    return new ServerAddress(
        URI.create(uri),
        user,
        new Secret.FromFile(password.toString()),
        tls.withClient("trusted", "own"));
  }

  private void publish(EventProducer producer) throws Exception {
    for (int i = 0; i < EVENTS; i++) {
      byte[] number = Integer.toString(sent).getBytes(StandardCharsets.US_ASCII);
      producer.send(STREAM, List.of(new byte[] {'n'}, number));
      sent++;
    }
  }

  /** A change of the server or of the files of the client. */
  private interface Change {
    void run() throws Exception;
  }

  @Test
  void aProducerLosesNothing() throws Exception {
    try (TlsRedis redis = new TlsRedis(tls)) {
      redis.admin().sync().del(STREAM);
      redis.demandCertificates(true);
      redis.password("first");
      RedisAddress address =
          new RedisAddress(address("redis://localhost:" + redis.port(), null), "test");
      try (EventProducer producer = new EventProducer(address, List.of(STREAM))) {
        List<Change> changes =
            List.of(
                () -> tls.trust("ca", "next-ca"),
                () -> redis.use("next-server", "next-ca"),
                () -> tls.show("next-client"),
                () -> tls.trust("next-ca"),
                () -> redis.demandCertificates(true),
                () -> {
                  // While the password is wrong, no more may be under way than the producer holds.
                  producer.flush();
                  redis.password("second");
                },
                () -> Files.writeString(password, "second"));
        for (Change change : changes) {
          publish(producer);
          change.run();
          redis.cut();
          publish(producer);
        }
        assertThat(producer.flush()).isEqualTo(sent);
      }
      RedisConnection.open(address).close();
      assertThat(
              redis.admin().sync().xrange(STREAM, Range.unbounded()).stream()
                  .map(entry -> entry.getBody().get("n"))
                  .distinct())
          .hasSize(sent);
    }
  }

  private static List<Event> batch(int number) {
    String id = String.format("00000000-0000-0000-0000-%012d", number);
    return List.of(EventFields.valid().with("event_id", id).event("events", number + "-0"));
  }

  @Test
  void theLedgerRecordsEverything() throws Exception {
    try (TlsPostgres postgres = new TlsPostgres(tls)) {
      ServerAddress ours = TestServers.ledger(postgres.database(), "ledger_writer").address();
      String before = String.valueOf(ours.resolvedPassword());
      Files.writeString(password, before);
      postgres.demandCertificates(true);
      String uri = "postgresql://localhost:" + postgres.port() + "/" + postgres.database();
      PostgresConnections writer = new PostgresConnections(address(uri, "ledger_writer"), "test");
      try (PostgresLedger ledger = new PostgresLedger(writer, LedgerMark.NONE, 3)) {
        ledger.append(batch(1));
        tls.trust("ca", "next-ca");
        postgres.use("next-server", "next-ca");
        tls.show("next-client");
        tls.trust("next-ca");
        postgres.cut();
        ledger.append(batch(2));
        postgres.use("server", "next-ca");
        postgres.cut();
        assertThatExceptionOfType(RefusedException.class)
            .isThrownBy(() -> ledger.append(batch(3)))
            .withMessageContaining("signed by no authority");
        postgres.use("next-server", "next-ca");
        ledger.append(batch(3));
        changePassword(postgres, "second");
        assertThatExceptionOfType(RefusedException.class)
            .isThrownBy(() -> ledger.append(batch(4)))
            .withMessageContaining("password");
        Files.writeString(password, "second");
        assertThat(ledger.append(batch(4)).mark().position()).isEqualTo(4);
      } finally {
        changePassword(postgres, before);
      }
    }
  }

  private static void changePassword(TlsPostgres postgres, String next) throws Exception {
    TestSql.execute(postgres.admin(), "ALTER ROLE ledger_writer PASSWORD '" + next + "'");
    postgres.cut();
  }

  @Test
  void theGraphContinuesOnceItsAuthorityIsTrusted() throws Exception {
    ServerAddress plain = TestServers.neo4j().address();
    int server = plain.portOr(0);
    Files.writeString(password, String.valueOf(plain.resolvedPassword()));
    int port;
    Neo4jGraphStore store;
    try (TlsProxy proxy = new TlsProxy(tls, "server", server, true)) {
      port = proxy.port();
      Neo4jConnections neo4j =
          new Neo4jConnections(address("bolt+s://localhost:" + port, plain.user()), "test");
      store = new Neo4jGraphStore(neo4j, "rotation", 1);
      store.install();
    }
    try (store;
        TlsProxy proxy = new TlsProxy(port, tls, "next-server", server, false)) {
      assertThatThrownBy(store::install)
          .isInstanceOfSatisfying(
              StoreUnavailableException.class, e -> assertThat(e.isRefused()).isTrue())
          .hasMessage(
              "Neo4j at bolt+s://localhost:"
                  + port
                  + " as neo4j: no verified connection: its certificate is signed by no authority"
                  + " that is trusted here");
      tls.trust("ca", "next-ca");
      store.install();
    }
  }
}
