package io.contextgraph.redis;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.TlsFiles;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis (RESP2), with its own client. A lost connection stays lost and fails its
 * commands at once: only the caller knows which commands may be repeated, and a half-received reply
 * is never continued. A string in a reply that is longer than the connection's limit arrives
 * shortened, see {@link LongStringFilter}.
 */
public final class RedisConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  /** The longest string that a reply contains by default; no id, key or counter is longer. */
  static final int MAX_STRING_BYTES = 64 << 10;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

  private final InfoMode infoMode;
  private final ClientResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;

  private RedisConnection(RedisAddress address, int maxStringBytes, InfoMode infoMode) {
    this.infoMode = infoMode;
    RedisURI uri = uri(address.requireProtected());
    ClientOptions options = options(address);
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .nettyCustomizer(LongStringHandler.customizer(maxStringBytes))
            .build();
    this.client = RedisClient.create(resources, uri);
    client.setOptions(options);
    try {
      this.connection = address.connect(() -> client.connect(ByteArrayCodec.INSTANCE));
    } catch (RuntimeException e) {
      shutDown();
      throw e instanceof RedisException failure ? notOpened(address, failure) : e;
    }
  }

  /**
   * Connects.
   *
   * @throws io.contextgraph.server.RefusedException if the server rejects the credentials, or no
   *     verified connection comes about
   * @throws RedisException if the server cannot be reached
   * @throws IllegalArgumentException as {@link RedisAddress#requireProtected}
   */
  public static RedisConnection open(RedisAddress address) {
    return open(address, new InfoMode());
  }

  /**
   * Connects.
   *
   * @param infoMode shared by the successive connections of one client
   */
  static RedisConnection open(RedisAddress address, InfoMode infoMode) {
    return open(address, MAX_STRING_BYTES, infoMode);
  }

  /**
   * Connects.
   *
   * @param maxStringBytes the longest string that arrives in full
   */
  static RedisConnection open(RedisAddress address, int maxStringBytes, InfoMode infoMode) {
    return new RedisConnection(address, maxStringBytes, infoMode);
  }

  InfoMode infoMode() {
    return infoMode;
  }

  /** Whether the connection was not lost yet, as far as is known. */
  boolean isOpen() {
    return connection.isOpen();
  }

  private static ClientOptions options(RedisAddress address) {
    ClientOptions.Builder options =
        ClientOptions.builder()
            .protocolVersion(ProtocolVersion.RESP2)
            .autoReconnect(false)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
            .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT));
    if (address.usesTls()) {
      TlsFiles files = address.tlsFiles();
      options.sslOptions(
          SslOptions.builder()
              .jdkSslProvider()
              .sslContext(tls -> tls.trustManager(files.trust()).keyManager(files.keys()))
              .build());
    }
    return options.build();
  }

  private static RedisURI uri(RedisAddress address) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withSsl(address.usesTls())
            .withVerifyPeer(SslVerifyMode.FULL)
            .withDatabase(address.database())
            .withClientName(address.clientName())
            .withTimeout(COMMAND_TIMEOUT);
    authenticate(uri, address.user(), address.resolvedPassword());
    return uri.build();
  }

  private static void authenticate(
      RedisURI.Builder uri, @Nullable String user, @Nullable String password) {
    if (password != null && user != null) {
      uri.withAuthentication(user, password.toCharArray());
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    }
  }

  private static RuntimeException notOpened(RedisAddress address, RedisException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = "Redis at " + address + " cannot be reached: " + FailureText.of(root);
    return address
        .refusal(failure)
        .map(RuntimeException.class::cast)
        .orElseGet(() -> new RedisException(message, failure));
  }

  /** Sends a command and returns immediately. */
  <T> RedisFuture<T> send(
      CommandType command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    return connection.async().dispatch(command, output, args);
  }

  /**
   * Sends a command and waits for its reply.
   *
   * @throws io.lettuce.core.RedisCommandExecutionException if Redis replies with an error
   * @throws RedisException if no reply arrives within the command timeout
   */
  <T> T call(
      CommandType command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    return await(send(command, output, args));
  }

  /**
   * Waits for the reply to a command that was sent.
   *
   * @throws io.lettuce.core.RedisCommandExecutionException if Redis replies with an error
   * @throws RedisException if no reply arrives within the command timeout
   */
  static <T> T await(RedisFuture<T> reply) {
    return LettuceFutures.awaitOrCancel(reply, COMMAND_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Lettuce's typed commands. */
  RedisCommands<byte[], byte[]> commands() {
    return connection.sync();
  }

  /** Never throws: failing to close a broken connection is harmless. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (RedisException e) {
      LOG.warn("Closing a connection to Redis failed", e);
    }
    shutDown();
  }

  /**
   * Stops the client's threads within a few seconds, even if interrupted: a leaked thread would
   * keep the classes of a finished job loaded.
   */
  private void shutDown() {
    long millis = SHUTDOWN_TIMEOUT.toMillis();
    // Not by a timeout of CompletableFuture: its one thread for the whole JVM would keep the
    // classes
    // of the first job that used it.
    Promise<Void> closed = ImmediateEventExecutor.INSTANCE.newPromise();
    client
        .shutdownAsync(0, millis, TimeUnit.MILLISECONDS)
        .whenComplete((done, failure) -> closed.trySuccess(null));
    closed.awaitUninterruptibly(millis);
    resources.shutdown(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
  }
}
