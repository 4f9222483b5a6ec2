package io.contextgraph.graph;

import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import java.io.File;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.ClientCertificate;
import org.neo4j.driver.ClientCertificateManager;
import org.neo4j.driver.ClientCertificates;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/**
 * Opens drivers for Neo4j. Each reads the password and the TLS files anew; with TLS it verifies the
 * server's certificate and host name.
 */
public record Neo4jConnections(ServerAddress address, String userAgent) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Opens a driver without waiting for the server.
   *
   * @throws io.contextgraph.server.RefusedException if the password or a TLS file cannot be read
   *     here
   */
  public Driver open() {
    address.tlsFiles();
    String password = address.resolvedPassword();
    AuthToken auth =
        password == null
            ? AuthTokens.none()
            : AuthTokens.basic(address.user() == null ? "neo4j" : address.user(), password);
    return GraphDatabase.driver(driverUri(), auth, certificate(), config());
  }

  private Config config() {
    Config.ConfigBuilder config =
        Config.builder()
            .withUserAgent(userAgent)
            .withMaxConnectionPoolSize(4)
            .withConnectionTimeout(5, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(10, TimeUnit.SECONDS)
            .withConnectionLivenessCheckTimeout(30, TimeUnit.SECONDS)
            .withMaxTransactionRetryTime(5, TimeUnit.SECONDS);
    return address.isEncrypted()
        ? config.withEncryption().withTrustStrategy(trust().withHostnameVerification()).build()
        : config.withoutEncryption().build();
  }

  private Config.TrustStrategy trust() {
    String ca = address.tls().ca();
    return ca == null
        ? Config.TrustStrategy.trustSystemCertificates()
        : Config.TrustStrategy.trustCustomCertificateSignedBy(new File(ca));
  }

  private @Nullable ClientCertificateManager certificate() {
    Tls tls = address.tls();
    if (tls.certificate() == null || tls.key() == null) {
      return null;
    }
    ClientCertificate own = ClientCertificates.of(new File(tls.certificate()), new File(tls.key()));
    return () -> CompletableFuture.completedFuture(own);
  }

  /**
   * The driver refuses a scheme that demands TLS together with settings of trust. In plain form,
   * and unless that was asked for, a server on this machine is the only one: the routing table that
   * it has for {@code neo4j} may name others, which would get the password.
   */
  URI driverUri() {
    String uri = address.uri().toString();
    return address.isEncrypted() || address.tls().off()
        ? URI.create(uri.replaceFirst("(?i)^(bolt|neo4j)\\+s:", "$1:"))
        : URI.create(uri.replaceFirst("(?i)^neo4j:", "bolt:").replaceFirst("[?].*", ""));
  }
}
