package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.tls.TlsFolder;
import io.contextgraph.tls.TlsPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code schema install} with a key store on another server than the ledger's: a failure names the
 * server that it is about. Both are one Postgres here, with two names.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KeyStoreElsewhereIT {
  @TempDir private Path folder;
  private TlsFolder tls;
  private TlsPostgres postgres;
  private String store;
  private String password;

  @BeforeEach
  void start() throws Exception {
    tls = TlsFolder.in(folder.resolve("tls"));
    postgres = new TlsPostgres(tls);
    store = TestServers.newDatabase();
    password = String.valueOf(postgres.admin().address().resolvedPassword());
  }

  @AfterEach
  void stop() throws Exception {
    postgres.close();
  }

  private String uri(String host, String password, String database) {
    return "postgresql://postgres:%s@%s:%d/%s".formatted(password, host, postgres.port(), database);
  }

  private CommandRun install(String storePassword, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put(
        "CONTEXT_GRAPH_POSTGRES_ADMIN_URI", uri("127.0.0.1", password, postgres.database()));
    environment.put("CONTEXT_GRAPH_PRIVACY_ADMIN_URI", uri("localhost", storePassword, store));
    return CommandRun.of(environment, "schema", "install");
  }

  private void assertStoreIsNamed(CommandRun run, String reason) {
    assertThat(run.err().lines().toList()).as(run.err()).hasSize(1);
    assertThat(run.err())
        .contains("postgresql://localhost:" + postgres.port() + "/" + store + " as postgres")
        .contains(reason)
        .doesNotContain("127.0.0.1", "Exception", "null", "s3cret", password);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void itIsInstalledIfItsAuthorityIsTrusted() {
    CommandRun run = install(password, tls.variables("PRIVACY", "ca", ""));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("key store: ");
  }

  @Test
  void itIsNamedIfItCannotBeVerified() {
    assertStoreIsNamed(
        install(password, tls.variables("PRIVACY", "other-ca", "")),
        "no verified connection: its certificate is signed by no authority that is trusted here");
    assertStoreIsNamed(
        install(password, tls.variables("PRIVACY", "missing", "")), "cannot be read here");
  }

  @Test
  void itIsNamedIfItRefusesThePassword() {
    assertStoreIsNamed(
        install("s3cret", tls.variables("PRIVACY", "ca", "")), "refuses the user or the password");
  }

  /** Nothing about the connection is wrong. */
  @Test
  void itIsNamedIfItsRolesDoNotFit() throws Exception {
    TestServers.installKeyStore(postgres.database());
    TestSql.execute(postgres.admin(), "ALTER ROLE privacy_opener CREATEDB");
    try {
      assertStoreIsNamed(
          install(password, Map.of()), "roles of the key store exist with more than it gives them");
    } finally {
      TestSql.execute(postgres.admin(), "ALTER ROLE privacy_opener NOCREATEDB");
    }
  }
}
