package io.contextgraph.tls;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Postgres that uses TLS until this object is closed; connections without it stay possible. */
public final class TlsPostgres implements AutoCloseable {
  private static final String DEMAND =
      "hostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca\n";

  private final TlsFolder folder;
  private final String database;
  private final PostgresConnections admin;
  private final Path rules;
  private final String otherRules;

  /** That of all tests, with a new ledger. */
  public TlsPostgres(TlsFolder folder) throws Exception {
    this(folder, TestServers.newLedger());
  }

  private TlsPostgres(TlsFolder folder, String ledger) throws Exception {
    this(folder, TestServers.ledger(ledger, "postgres"), ledger);
  }

  /**
   * @param admin logs in as the superuser
   */
  public TlsPostgres(TlsFolder folder, PostgresConnections admin, String database)
      throws Exception {
    this.folder = folder;
    this.database = database;
    this.admin = admin;
    rules = Path.of(TestSql.text(admin, "SHOW hba_file"));
    otherRules = Files.readString(rules);
    use("server", "ca");
  }

  /** A ledger. */
  public String database() {
    return database;
  }

  public int port() {
    return admin.address().portOr(0);
  }

  /** Shows another certificate to new connections. */
  public void use(String certificate, String authorityOfClients) throws Exception {
    TestSql.execute(
        admin,
        set("ssl_cert_file", folder.certificate(certificate)),
        set("ssl_key_file", folder.key(certificate)),
        set("ssl_ca_file", folder.certificate(authorityOfClients)),
        set("ssl", "on"));
    reload();
  }

  /** Whether new connections with TLS need a certificate. */
  public void demandCertificates(boolean demanded) throws Exception {
    Files.writeString(rules, demanded ? DEMAND + otherRules : otherRules);
    reload();
  }

  /** Closes the connections of all others to the ledger. */
  public void cut() throws Exception {
    TestSql.execute(
        admin,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + database
            + "' AND pid <> pg_backend_pid()");
  }

  public PostgresConnections admin() {
    return admin;
  }

  private static String set(String name, String value) {
    return "ALTER SYSTEM SET " + name + " = '" + value + "'";
  }

  /** Afterwards every new connection has the settings. */
  private void reload() throws Exception {
    String before = TestSql.text(admin, "SELECT clock_timestamp()");
    TestSql.execute(admin, "SELECT pg_reload_conf()");
    Waiting.await(
        "Postgres has read its configuration",
        () -> TestSql.text(admin, "SELECT pg_conf_load_time() > '" + before + "'").equals("t"));
  }

  @Override
  public void close() throws Exception {
    Files.writeString(rules, otherRules);
    TestSql.execute(admin, "ALTER SYSTEM RESET ALL");
    reload();
  }
}
