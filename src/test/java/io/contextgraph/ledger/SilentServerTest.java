package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.server.ServerAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Postgres that accepts connections and never answers, as a frozen one does. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SilentServerTest {
  @Test
  void aLoginThatIsNotAnsweredEndsAfterItsLimit() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      URI uri = URI.create("postgresql://127.0.0.1:" + silent.getLocalPort() + "/x");
      PostgresConnections postgres =
          new PostgresConnections(new ServerAddress(uri, "u", null), "test", Duration.ofSeconds(1));
      long started = System.nanoTime();
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(postgres::openLedger)
          .withMessageContaining("Postgres at " + uri + " as u cannot be used: ")
          .withMessageContaining("timed out");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
    }
  }
}
