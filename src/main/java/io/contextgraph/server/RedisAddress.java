package io.contextgraph.server;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a Redis server is reached; {@code rediss} URIs use TLS. A lost connection is opened again and
 * its commands are sent again for as long as the command timeout, then the command fails.
 */
public record RedisAddress(ServerAddress address, String clientName) implements Serializable {
  @Serial private static final long serialVersionUID = 1;
  private static final int STANDARD_PORT = 6379;
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(20);

  /**
   * @param resources shut down by the caller, after the client
   */
  public RedisClient client(ClientResources resources) {
    RedisClient client = RedisClient.create(resources, uri());
    client.setOptions(
        ClientOptions.builder()
            .protocolVersion(ProtocolVersion.RESP2)
            .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
            .build());
    return client;
  }

  /**
   * Connects.
   *
   * @throws RefusedException if the server refuses the user or the password
   * @throws RedisException if it cannot be reached; the message names it
   */
  public StatefulRedisConnection<byte[], byte[]> connect(RedisClient client) {
    try {
      return client.connect(ByteArrayCodec.INSTANCE);
    } catch (RedisException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof RedisCommandExecutionException)) {
        cause = cause.getCause();
      }
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith("WRONGPASS")
          || message.startsWith("NOAUTH")
          || message.startsWith("NOPERM")
          || message.startsWith("ERR AUTH")) {
        throw new RefusedException("Redis", address, cause);
      }
      throw new RedisException("Redis at " + address + " cannot be reached: " + message, e);
    }
  }

  private RedisURI uri() {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.portOr(STANDARD_PORT))
            .withSsl("rediss".equals(address.uri().getScheme()))
            .withDatabase(database())
            .withClientName(clientName)
            .withTimeout(COMMAND_TIMEOUT);
    String password = address.resolvedPassword();
    String user = address.user();
    if (password != null && user != null) {
      uri.withAuthentication(user, password.toCharArray());
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    }
    return uri.build();
  }

  private int database() {
    String path = address.uri().getPath();
    return path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
