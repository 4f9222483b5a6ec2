package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Connects through a real PgBouncer, whose program the system property {@code pgbouncer} names. */
class PoolerCheckIT {
  private static final int PORT = TestPorts.from(30);
  @TempDir private Path folder;

  private interface Use {
    void of(PostgresConnections pooled) throws Exception;
  }

  private void through(String poolMode, Use use) throws Exception {
    String program = System.getProperty("pgbouncer");
    Assumptions.assumeTrue(program != null, "SKIPPED: -Dpgbouncer names no program");
    String database = TestServers.newLedger();
    PostgresConnections direct = TestServers.ledger(database, "ledger_writer");
    Files.writeString(
        folder.resolve("users"),
        "\"ledger_writer\" \"" + direct.address().resolvedPassword() + '"');
    Path configuration = folder.resolve("pgbouncer.ini");
    Files.write(
        configuration,
        List.of(
            "[databases]",
            "* = host=127.0.0.1 port=" + direct.address().portOr(5432),
            "[pgbouncer]",
            "listen_addr = 127.0.0.1",
            "listen_port = " + PORT,
            "unix_socket_dir =",
            "auth_type = plain",
            "auth_file = " + folder.resolve("users"),
            "ignore_startup_parameters = extra_float_digits",
            "pool_mode = " + poolMode));
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(program, configuration.toString()));
    Process pooler = new ProcessBuilder(command).inheritIO().start();
    try {
      URI uri = URI.create("postgresql://127.0.0.1:" + PORT + "/" + database);
      ServerAddress address = new ServerAddress(uri, "ledger_writer", direct.address().password());
      PostgresConnections pooled = new PostgresConnections(address, "test");
      Waiting.await("the pooler answers", () -> answers(pooled));
      use.of(pooled);
    } finally {
      pooler.destroy();
      pooler.waitFor();
    }
  }

  private static boolean answers(PostgresConnections pooled) {
    try (Connection open = pooled.open()) {
      return open.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Test
  void aPoolerOfTransactionsIsRefusedInOneLine() throws Exception {
    through(
        "transaction",
        pooled ->
            assertThatExceptionOfType(SQLException.class)
                .isThrownBy(pooled::openDurable)
                .withMessageContaining("pools transactions")
                .withMessageContaining("let it pool sessions"));
  }

  @Test
  void aPoolerThatGivesNoSecondConnectionIsAccepted() throws Exception {
    PostgresConnections direct = TestServers.ledger(TestServers.newLedger(), "ledger_writer");
    try (Connection open = direct.openDurable()) {
      int backend = open.unwrap(PGConnection.class).getBackendPID();
      RefusedException refused =
          new RefusedException("Postgres", direct.address(), new SQLException("no"));
      for (PoolerCheck.Source none :
          List.<PoolerCheck.Source>of(
              () -> {
                throw new SQLException("sorry, too many clients already", "53300");
              },
              () -> {
                throw refused;
              })) {
        assertThatNoException()
            .isThrownBy(() -> new PoolerCheck(direct.address(), none).requireNotShared(backend));
      }
    }
  }

  @Test
  void aBackendThatAnotherConnectionGetsAsWellIsRefused() throws Exception {
    PostgresConnections direct = TestServers.ledger(TestServers.newLedger(), "ledger_writer");
    Connection open = direct.openDurable();
    int backend = open.unwrap(PGConnection.class).getBackendPID();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> new PoolerCheck(direct.address(), () -> open).requireNotShared(backend))
        .withMessageContaining("pools transactions");
    assertThat(open.isClosed()).isTrue();
  }

  @Test
  void aPoolerOfSessionsIsAccepted() throws Exception {
    through(
        "session",
        pooled -> {
          try (Connection open = pooled.openDurable()) {
            assertThat(open.isValid(5)).isTrue();
          }
        });
  }
}
