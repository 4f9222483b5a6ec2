package io.contextgraph.graph;

import io.contextgraph.server.ServerAddress;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Opens drivers for Neo4j. */
public record Neo4jConnections(ServerAddress address, String userAgent) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Opens a driver without waiting for the server. */
  public Driver open() {
    String password = address.resolvedPassword();
    AuthToken auth =
        password == null
            ? AuthTokens.none()
            : AuthTokens.basic(address.user() == null ? "neo4j" : address.user(), password);
    return GraphDatabase.driver(
        address.uri(),
        auth,
        Config.builder()
            .withUserAgent(userAgent)
            .withMaxConnectionPoolSize(4)
            .withConnectionTimeout(5, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(10, TimeUnit.SECONDS)
            .withConnectionLivenessCheckTimeout(30, TimeUnit.SECONDS)
            .withMaxTransactionRetryTime(5, TimeUnit.SECONDS)
            .build());
  }
}
