package io.contextgraph.tls;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.HashMap;
import java.util.Map;

/** A real Redis that uses TLS at a second port. */
public final class TlsRedis implements AutoCloseable {
  private static final int SERVER = 8;

  private final TlsFolder folder;
  private final RedisAddress plain;
  private final int port;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> admin;

  /** A server of its own. No other server of the tests has the port. */
  public TlsRedis(TlsFolder folder) {
    this(folder, TestServers.redis(SERVER), TestServers.redis(SERVER).port() + 1);
  }

  /**
   * @param plain a server without TLS
   * @param port where it is to use TLS
   */
  public TlsRedis(TlsFolder folder, RedisAddress plain, int port) {
    this.folder = folder;
    this.plain = plain;
    this.port = port;
    client = RedisClient.create("redis://127.0.0.1:" + plain.port());
    admin = client.connect();
    use("server", "ca");
  }

  /** The port without TLS, of the same server. */
  public int plainPort() {
    return plain.port();
  }

  public int port() {
    return port;
  }

  /** Shows another certificate to new connections. */
  public void use(String certificate, String authorityOfClients) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tls-port", Integer.toString(port()));
    settings.put("tls-cert-file", folder.certificate(certificate));
    settings.put("tls-key-file", folder.key(certificate));
    settings.put("tls-ca-cert-file", folder.certificate(authorityOfClients));
    settings.put("tls-auth-clients", "no");
    admin.sync().configSet(settings);
  }

  /** Whether new connections need a certificate. */
  public void demandCertificates(boolean demanded) {
    admin.sync().configSet("tls-auth-clients", demanded ? "yes" : "no");
  }

  /** The password of new connections; the connection of this object stays logged in. */
  public void password(String password) {
    admin.sync().configSet("requirepass", password);
  }

  /** Closes the connections of all others. */
  public void cut() {
    admin.sync().clientKill(io.lettuce.core.KillArgs.Builder.skipme());
  }

  public StatefulRedisConnection<String, String> admin() {
    return admin;
  }

  @Override
  public void close() {
    password("");
    admin.sync().configSet("tls-port", "0");
    client.shutdown();
  }
}
