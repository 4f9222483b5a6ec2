package io.contextgraph.tls;

import static io.lettuce.core.AclSetuserArgs.Builder.addPassword;
import static io.lettuce.core.AclSetuserArgs.Builder.removePassword;

import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.system.Outside;
import io.contextgraph.system.TestSql;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.QueryConfig;

/**
 * The servers of a system, to which a job logs in with TLS, a certificate of its own and passwords
 * from files. Without them the servers stay as they are for others. All of it can be replaced.
 */
public final class ProtectedServers implements AutoCloseable {
  private static final String USER = "recorder";
  private static final Map<String, String> ROLES =
      Map.of("postgres", "ledger_writer", "privacy", "privacy_sealer");

  private final LocalSystem system;
  private final Outside outside;
  private final Path passwords;
  private final TlsFolder tls;
  private final TlsRedis redis;
  private final TlsPostgres postgres;
  private TlsProxy neo4j;

  /**
   * @param folder where the passwords and certificates go
   * @param ports the first of two that are free
   */
  public ProtectedServers(LocalSystem system, Outside outside, Path folder, int ports)
      throws Exception {
    this.system = system;
    this.outside = outside;
    passwords = Files.createDirectories(folder.resolve("passwords"));
    tls = TlsFolder.in(folder.resolve("tls"));
    tls.addNext();
    tls.trust("ca");
    tls.show("client");
    redis = new TlsRedis(tls, system.redisAddress(), ports);
    postgres =
        new TlsPostgres(
            tls, system.postgres().superuser(PostgresServer.DATABASE), PostgresServer.DATABASE);
    postgres.demandCertificates(true);
    neo4j = new TlsProxy(ports + 1, tls, "server", system.neo4j().bolt(), true);
    redis.demandCertificates(true);
    createUsers();
  }

  private void createUsers() throws Exception {
    redis
        .admin()
        .sync()
        .aclSetuser(
            USER,
            AclSetuserArgs.Builder.on()
                .allKeys()
                .allChannels()
                .allCommands()
                .addPassword(next("redis")));
    for (String server : ROLES.keySet()) {
      setPassword(server, next(server));
    }
    neo4j("CREATE USER " + USER + " SET PASSWORD $password CHANGE NOT REQUIRED", next("neo4j"));
  }

  private void neo4j(String cypher, String password) {
    outside
        .neo4j()
        .executableQuery(cypher)
        .withParameters(Map.of("password", password))
        .withConfig(QueryConfig.builder().withDatabase("system").build())
        .execute();
  }

  /** The files of certificates and keys. */
  public TlsFolder tls() {
    return tls;
  }

  /** The folder of the passwords, each in a file with the name of its server. */
  public Path passwords() {
    return passwords;
  }

  /** The options of the job. */
  public String[] arguments() {
    String database = "postgresql://localhost:" + postgres.port() + "/" + postgres.database();
    List<String> arguments = new ArrayList<>();
    add(arguments, "redis", "redis://localhost:" + redis.port(), USER);
    add(arguments, "postgres", database, "ledger_writer");
    add(arguments, "privacy", database, "privacy_sealer");
    add(arguments, "neo4j", "bolt://localhost:" + neo4j.port(), USER);
    return arguments.toArray(String[]::new);
  }

  private void add(List<String> to, String server, String uri, String user) {
    Map<String, String> values =
        Map.of(
            "uri", uri,
            "user", user,
            "password-file", passwords.resolve(server).toString(),
            "tls.ca", tls.certificate("trusted"),
            "tls.certificate", tls.certificate("own"),
            "tls.key", tls.key("own"));
    values.forEach((key, value) -> to.addAll(List.of("--" + server + "." + key, value)));
  }

  /** Shows another certificate to new connections, and accepts other ones of clients. */
  public void use(String certificate, String authorityOfClients) throws Exception {
    redis.use(certificate, authorityOfClients);
    redis.demandCertificates(true);
    postgres.use(certificate, authorityOfClients);
    int port = neo4j.port();
    neo4j.close();
    neo4j = new TlsProxy(port, tls, certificate, system.neo4j().bolt(), true, authorityOfClients);
  }

  /** A new password. */
  public String draw() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Puts a new password into the file of a server, and returns it. */
  public String next(String server) {
    String password = draw();
    hand(server, password);
    return password;
  }

  /** Replaces the file of a password. */
  public void hand(String server, String password) {
    TestCertificate.replace(passwords.resolve(server), password);
  }

  /** The password that the job reads. */
  public String password(String server) throws IOException {
    return Files.readString(passwords.resolve(server));
  }

  /** Replaces the password of a server that has one at a time. */
  public void setPassword(String server, String next) throws Exception {
    if (server.equals("neo4j")) {
      neo4j("ALTER USER " + USER + " SET PASSWORD $password CHANGE NOT REQUIRED", next);
    } else {
      setRolePassword(ROLES.get(server), next);
    }
  }

  private void setRolePassword(String role, String next) throws Exception {
    TestSql.execute(postgres.admin(), "ALTER ROLE " + role + " PASSWORD '" + next + "'");
  }

  /** From now on Redis accepts this password, too. */
  public void addRedisPassword(String password) {
    redis.admin().sync().aclSetuser(USER, addPassword(password));
  }

  public void removeRedisPassword(String password) {
    redis.admin().sync().aclSetuser(USER, removePassword(password));
  }

  /** Closes all connections of the job. */
  public void cut() throws Exception {
    redis.admin().sync().clientKill(KillArgs.Builder.user(USER));
    postgres.cut();
    neo4j.cut();
  }

  /** How many connections to Redis are logged in with the password. */
  public long connectionsToRedis() {
    return redis
        .admin()
        .sync()
        .clientList()
        .lines()
        .filter(it -> it.contains(" user=" + USER))
        .count();
  }

  /** The subjects of the certificates with which the job is logged in to Postgres. */
  public List<String> certificatesInPostgres() throws Exception {
    return outside.rows(
        "SELECT DISTINCT coalesce(client_dn, 'none') FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
            + " WHERE usename IN ('ledger_writer', 'privacy_sealer')",
        row -> row.get(0));
  }

  @Override
  public void close() throws Exception {
    for (String role : ROLES.values()) {
      setRolePassword(role, Files.readString(system.postgres().secrets().resolve(role)).strip());
    }
    neo4j.close();
    postgres.close();
    redis.admin().sync().aclDeluser(USER);
    redis.close();
    neo4j("DROP USER " + USER, "");
  }
}
