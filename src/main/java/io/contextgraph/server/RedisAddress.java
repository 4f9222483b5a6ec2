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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How a Redis server is reached; {@code rediss} URIs use TLS. A lost connection is opened again and
 * its commands are sent again for as long as the command timeout, then the command fails.
 */
public record RedisAddress(ServerAddress address, String clientName) implements Serializable {
  @Serial private static final long serialVersionUID = 1;
  private static final int STANDARD_PORT = 6379;
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHUT_DOWN_WITHIN = Duration.ofSeconds(2);

  /**
   * @param resources of this client alone; see {@link #shutDown}
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
      String message = "Redis at " + address + " cannot be reached: " + origin(e).getMessage();
      throw refusal(e).orElseGet(() -> new RedisException(message, e));
    }
  }

  /** What a failure comes to if the server does not let this user in, or not do what it asks. */
  public Optional<RuntimeException> refusal(RedisException failure) {
    Throwable cause = origin(failure);
    String message = String.valueOf(cause.getMessage());
    return Stream.of("WRONGPASS", "NOAUTH", "NOPERM", "ERR AUTH").anyMatch(message::startsWith)
        ? Optional.of(new RefusedException("Redis", address, cause))
        : Optional.empty();
  }

  private static Throwable origin(RedisException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof RedisCommandExecutionException)) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * Ends what {@link #client} began, within a few seconds and whatever interrupts: a thread that
   * goes on would keep the classes of a job that ended in memory.
   */
  public static void shutDown(RedisClient client, ClientResources resources) {
    long millis = SHUT_DOWN_WITHIN.toMillis();
    client
        .shutdownAsync(0, millis, TimeUnit.MILLISECONDS)
        .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
        .handle((done, failure) -> true)
        .join();
    resources.shutdown(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
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
